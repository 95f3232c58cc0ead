package io.gstacks.persistence.journal;

import io.gstacks.persistence.journal.JournalSql.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Scheduler;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.jdbc.config.JournalConfig;
import org.apache.pekko.persistence.jdbc.journal.dao.JournalDao;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.Serializers;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Source;
import scala.Option;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.concurrent.duration.FiniteDuration;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.FutureConverters;
import scala.runtime.BoxedUnit;
import scala.util.Failure;
import scala.util.Success;
import scala.util.Try;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcProfile;

/**
 * The journal's access to the database, in place of the plugin's own: writes of one batch do not
 * fail with one another's conflicts, a fresh entity costs a share of one query, and a hole in an
 * entity's history is refused instead of skipped.
 *
 * <p>Nothing is ever deleted through it; pruning is the business of {@code gstacks-journal}.
 */
public final class GstacksJournalDao implements JournalDao {
  /** A pruned history begins with such an event, at whatever sequence number. */
  private static final String BASELINE = ".baseline/";

  private final Serialization serialization;
  private final JournalWriter writer;
  private final JournalReader reader;
  private final int replayBatch;

  /** The plugin makes it, by exactly this signature. */
  public GstacksJournalDao(
      JdbcBackend.JdbcDatabaseDef database,
      JdbcProfile profile,
      JournalConfig config,
      Serialization serialization,
      ExecutionContext executor,
      Materializer materializer) {
    this.serialization = serialization;
    ConnectionSource connections = () -> database.source().createConnection();
    var settings = config.daoConfig();
    this.replayBatch = settings.replayBatchSize();
    this.writer =
        new JournalWriter(
            connections,
            settings.parallelism(),
            settings.bufferSize(),
            settings.batchSize(),
            WriteOutcomes.of(serialization.system()));
    this.reader = new JournalReader(connections, settings.bufferSize(), replayBatch);
    materializer.system().getWhenTerminated().thenRun(this::close);
  }

  @Override
  public Future<Seq<Try<BoxedUnit>>> asyncWriteMessages(Seq<AtomicWrite> messages) {
    var rows = new ArrayList<JournalRow>();
    var outcomes = new ArrayList<Try<BoxedUnit>>();
    for (var write : CollectionConverters.asJava(messages)) {
      outcomes.add(serialize(write, rows));
    }
    boolean allFit = outcomes.stream().allMatch(Try::isSuccess);
    var result = allFit ? List.<Try<BoxedUnit>>of() : outcomes;
    var written = rows.isEmpty() ? CompletableFuture.completedStage(true) : writer.write(rows);
    return FutureConverters.asScala(written.thenApply(_ -> seq(result)));
  }

  @Override
  public Future<Object> highestSequenceNr(String persistenceId, long fromSequenceNr) {
    return FutureConverters.asScala(
        reader.highestSequence(persistenceId).thenApply(highest -> (Object) highest));
  }

  @Override
  public Future<BoxedUnit> delete(String persistenceId, long toSequenceNr) {
    return FutureConverters.asScala(
        CompletableFuture.failedStage(
            new UnsupportedOperationException("the journal keeps the events of " + persistenceId)));
  }

  @Override
  public org.apache.pekko.stream.scaladsl.Source<Try<Tuple2<PersistentRepr, Object>>, NotUsed>
      messages(String persistenceId, long from, long to, long max) {
    return replay(persistenceId, from, to).take(max).asScala();
  }

  @Override
  public org.apache.pekko.stream.scaladsl.Source<Try<Tuple2<PersistentRepr, Object>>, NotUsed>
      messagesWithBatch(
          String persistenceId,
          long from,
          long to,
          int batchSize,
          Option<Tuple2<FiniteDuration, Scheduler>> refresh) {
    return replay(persistenceId, from, to).asScala();
  }

  private Source<Try<Tuple2<PersistentRepr, Object>>, NotUsed> replay(
      String persistenceId, long from, long to) {
    return Source.unfoldAsync(
            Math.max(1, from),
            next ->
                next > to
                    ? CompletableFuture.completedFuture(Optional.empty())
                    : readBatch(new Range(persistenceId, next, to)))
        .mapConcat(rows -> rows)
        .map(row -> new Success<>(new Tuple2<>(deserialize(row), row.sequence)));
  }

  private CompletionStage<Optional<Pair<Long, List<JournalRow>>>> readBatch(Range range) {
    return reader
        .events(range)
        .thenApply(rows -> {
          refuseGap(range, rows);
          return Optional.of(Pair.create(rows.getLast().sequence + 1, rows));
        });
  }

  /** A batch that was not cut short must reach the end of its range; any has no hole. */
  private void refuseGap(Range range, List<JournalRow> rows) {
    long expected = range.first();
    for (var row : rows) {
      boolean pruned = range.first() == 1 && row.manifest.contains(BASELINE) && expected == 1;
      if (row.sequence != expected && !pruned) {
        throw gap(range, expected);
      }
      expected = row.sequence + 1;
    }
    if (expected <= range.last() && rows.size() < replayBatch) {
      throw gap(range, expected);
    }
  }

  private static IllegalStateException gap(Range range, long missing) {
    return new IllegalStateException(
        "the journal of %s has a hole: event %d is missing"
            .formatted(range.persistenceId(), missing));
  }

  private Try<BoxedUnit> serialize(AtomicWrite write, List<JournalRow> rows) {
    var ofThis = new ArrayList<JournalRow>();
    for (var event : CollectionConverters.asJava(write.payload())) {
      var payload = event.payload();
      try {
        var serializer = serialization.findSerializerFor(payload);
        ofThis.add(
            new JournalRow(
                event.persistenceId(),
                event.sequenceNr(),
                event.writerUuid(),
                event.timestamp(),
                serializer.identifier(),
                Serializers.manifestFor(serializer, payload),
                serialization.serialize(payload).get()));
      } catch (RuntimeException e) {
        return new Failure<>(e);
      }
    }
    rows.addAll(ofThis);
    return new Success<>(BoxedUnit.UNIT);
  }

  private PersistentRepr deserialize(JournalRow row) {
    var event = serialization.deserialize(row.payload, row.serializer, row.manifest).get();
    return PersistentRepr.apply(
            event, row.sequence, row.persistenceId, "", false, ActorRef.noSender(), row.writer)
        .withTimestamp(row.writtenAt);
  }

  private void close() {
    writer.close();
    reader.close();
  }

  private static <T> Seq<T> seq(List<T> list) {
    return CollectionConverters.asScala(list).toSeq();
  }
}
