package io.gstacks.persistence.journal;

import io.gstacks.persistence.journal.Batcher.Job;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the rows of many entities in one statement. One entity's conflict (two incarnations wrote
 * the same sequence number) must not fail the others in its batch, so a batch that conflicts is
 * written again, each write alone.
 */
final class JournalWriter {
  private static final String UNIQUE_VIOLATION = "23505";
  private static final Logger log = LoggerFactory.getLogger(JournalWriter.class);

  private final ConnectionSource connections;
  private final WriteOutcomes outcomes;
  private final Batcher<List<JournalRow>, Boolean> batcher;

  JournalWriter(
      ConnectionSource connections,
      int parallelism,
      int buffer,
      int batchSize,
      WriteOutcomes outcomes) {
    this.connections = connections;
    this.outcomes = outcomes;
    this.batcher =
        new Batcher<>("journal-writer", parallelism, buffer, batchSize, this::writeTogether);
  }

  /** Completes once the rows, all of one entity, are durable. */
  CompletionStage<Boolean> write(List<JournalRow> rows) {
    return batcher.submit(rows);
  }

  void close() {
    batcher.close();
  }

  private void writeTogether(List<Job<List<JournalRow>, Boolean>> batch) throws SQLException {
    try {
      insert(batch.stream().flatMap(job -> job.question().stream()).toList());
      batch.forEach(job -> job.answer().complete(true));
    } catch (SQLException e) {
      if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
        outcomes.failed(e);
        log.atWarn()
            .addKeyValue("writes", batch.size())
            .addKeyValue("cause", e.getMessage())
            .log("writes failed; their entities start again");
        throw e;
      }
      log.atWarn()
          .addKeyValue("writes", batch.size())
          .log("a write conflicts; each of its batch is written alone");
      batch.forEach(this::writeAlone);
    }
    outcomes.written();
  }

  private void writeAlone(Job<List<JournalRow>, Boolean> job) {
    try {
      insert(job.question());
      job.answer().complete(true);
    } catch (SQLException e) {
      log.atWarn()
          .addKeyValue("entity", job.question().getFirst().persistenceId)
          .addKeyValue("cause", e.getMessage())
          .log("a write conflicts with another incarnation's; the entity starts again");
      job.answer().completeExceptionally(e);
    }
  }

  private void insert(List<JournalRow> rows) throws SQLException {
    try (var connection = connections.open()) {
      JournalSql.insert(connection, rows);
    }
  }
}
