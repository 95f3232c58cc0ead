package io.gstacks.persistence.journal;

import io.gstacks.persistence.journal.Batcher.Job;
import io.gstacks.persistence.journal.JournalSql.Range;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Reads for entities that recover, many in one query: a burst of creates, or a node's worth of
 * entities after a restart, asks for hundreds at the same moment.
 */
final class JournalReader {
  /** Of 400 rows each at the most, so that a batch of replays stays within some 20 MB. */
  private static final int REPLAYS = 50;

  private static final int HIGHEST = 200;

  private final ConnectionSource connections;
  private final int replayBatch;
  private final Batcher<String, Long> highest;
  private final Batcher<Range, List<JournalRow>> replays;

  JournalReader(ConnectionSource connections, int buffer, int replayBatch) {
    this.connections = connections;
    this.replayBatch = replayBatch;
    this.highest = new Batcher<>("journal-highest", 1, buffer, HIGHEST, this::readHighest);
    this.replays = new Batcher<>("journal-replay", 2, buffer, REPLAYS, this::readEvents);
  }

  CompletionStage<Long> highestSequence(String persistenceId) {
    return highest.submit(persistenceId);
  }

  /** The first rows of the range, in order, {@code replayBatch} of them at the most. */
  CompletionStage<List<JournalRow>> events(Range range) {
    return replays.submit(range);
  }

  void close() {
    highest.close();
    replays.close();
  }

  private void readHighest(List<Job<String, Long>> batch) throws SQLException {
    try (var connection = connections.open()) {
      var found = JournalSql.highest(connection, batch.stream().map(Job::question).toList());
      batch.forEach(job -> job.answer().complete(found.getOrDefault(job.question(), 0L)));
    }
  }

  private void readEvents(List<Job<Range, List<JournalRow>>> batch) throws SQLException {
    var found = new ArrayList<List<JournalRow>>();
    batch.forEach(_ -> found.add(new ArrayList<>()));
    try (var connection = connections.open()) {
      JournalSql.replay(
          connection,
          batch.stream().map(Job::question).toList(),
          replayBatch,
          (range, row) -> found.get(range).add(row));
    }
    for (int i = 0; i < found.size(); i++) {
      batch.get(i).answer().complete(found.get(i));
    }
  }
}
