package io.gstacks.persistence.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.gstacks.persistence.example.CounterEvent;
import io.gstacks.persistence.example.CounterTable;
import io.gstacks.persistence.feed.FeedSettings;
import io.gstacks.persistence.feed.JournalFeed;
import io.gstacks.persistence.journal.JournalRegistry;
import io.gstacks.persistence.journal.JournalWritten;
import io.gstacks.persistence.postgres.Database;
import io.gstacks.persistence.testkit.TestJournal;
import io.gstacks.persistence.testkit.TestPostgres;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProjectionsIT {
  private static final ActorTestKit ACTORS = ActorTestKit.create();

  private final TestProbe<Object> probe = ACTORS.createTestProbe();
  private final Database database = TestPostgres.database();
  private final JournalFeed feed =
      JournalFeed.start(
          database,
          JournalRegistry.installed(),
          FeedSettings.from(ConfigFactory.load()),
          JournalWritten.get(ACTORS.system()),
          () -> {
            throw new IllegalStateException("another server");
          });
  private Projections projections = start();

  @AfterEach
  void close() {
    projections.close();
    feed.close();
    database.close();
  }

  @AfterAll
  static void stop() {
    ACTORS.shutdownTestKit();
  }

  @Test
  void everyEventReachesItsRowOnce() {
    for (int counter = 0; counter < 20; counter++) {
      for (int sequence = 1; sequence <= 30; sequence++) {
        append("c" + counter, sequence, 2);
      }
    }

    probe.awaitAssert(() ->
        assertThat(text("select count(*) || ' ' || sum(total) || ' ' || sum(events) from counter"))
            .isEqualTo("20 1200 600"));
    assertThat(projections.lag()).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void countsOnceThoughRunnersComeAndGoAndTwoRunAtOnce() throws Exception {
    for (int round = 0; round < 5; round++) {
      for (int sequence = 1; sequence <= 40; sequence++) {
        append("c", round * 40 + sequence, 1);
      }
      var other = start();
      projections.close();
      projections = other;
    }
    try (var _ = start()) {
      for (int sequence = 201; sequence <= 300; sequence++) {
        append("c", sequence, 1);
      }

      probe.awaitAssert(() ->
          assertThat(text("select total || ' ' || events from counter")).isEqualTo("300 300"));
    }
  }

  @Test
  void parksWhatCannotBeAppliedAndGoesOn() {
    append("good", 1, 5);
    append("bad", 1, CounterTable.POISON);
    append("good", 2, 5);

    probe.awaitAssert(
        () -> assertThat(text("select total from counter where id = 'good'")).isEqualTo("10"));
    assertThat(
            text(
                "select projection || ' ' || persistence_id || ' ' || sequence_number from parked_event"))
        .isEqualTo("counter Counter|bad 1");
    assertThat(text("select reason from parked_event")).contains("division by zero");
    assertThat(projections.parked()).isEqualTo(1);
  }

  @Test
  void aRebuildMakesTheSameTable() throws Exception {
    for (int sequence = 1; sequence <= 50; sequence++) {
      append("c", sequence, 3);
    }
    probe.awaitAssert(() -> assertThat(text("select total from counter")).isEqualTo("150"));
    text(
        "with spoiled as (update counter set total = -1 returning 1) select count(*) from spoiled");

    projections.rebuild("counter").toCompletableFuture().get(20, TimeUnit.SECONDS);

    assertThat(text("select total || ' ' || events from counter")).isEqualTo("150 50");
    append("c", 51, 3);
    probe.awaitAssert(() -> assertThat(text("select total from counter")).isEqualTo("153"));
    assertThatThrownBy(() -> projections.rebuild("nothing").toCompletableFuture().get())
        .hasMessageContaining("counter");
  }

  @Test
  void keepsOneWakeupForEachEntityThatWishesOne() {
    var soon = Instant.parse("2030-01-02T03:04:05.678901Z");
    TestJournal.append(
        database, "Counter|a", 1, TestJournal.recorded(one(), Optional.of(soon.minusSeconds(9))));
    TestJournal.append(database, "Counter|a", 2, TestJournal.recorded(one(), Optional.of(soon)));
    TestJournal.append(database, "Counter|b", 1, TestJournal.recorded(one(), Optional.of(soon)));
    TestJournal.append(database, "Counter|b", 2, TestJournal.recorded(one()));

    probe.awaitAssert(() ->
        assertThat(text("select string_agg(id || total, ',' order by id) from counter"))
            .isEqualTo("a2,b2"));
    assertThat(
            text(
                "select string_agg(persistence_id || ' ' || to_char(wake_at, 'HH24:MI:SS.US'), ',') from wakeup"))
        .isEqualTo("Counter|a 03:04:05.678901");
  }

  private Projections start() {
    return Projections.start(
        database,
        feed,
        JournalRegistry.installed(),
        ProjectionSettings.from(ConfigFactory.load()),
        Clock.systemUTC());
  }

  private void append(String id, long sequence, long amount) {
    TestJournal.append(
        database,
        "Counter|" + id,
        sequence,
        TestJournal.recorded(new CounterEvent.Added(amount, Optional.empty())));
  }

  private static CounterEvent one() {
    return new CounterEvent.Added(1, Optional.empty());
  }

  private String text(String sql) {
    try (var connection = database.pool().getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      return row.next() ? String.valueOf(row.getString(1)) : "";
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
