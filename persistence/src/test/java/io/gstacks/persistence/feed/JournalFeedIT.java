package io.gstacks.persistence.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.gstacks.persistence.example.CounterEvent;
import io.gstacks.persistence.journal.JournalRegistry;
import io.gstacks.persistence.journal.JournalWritten;
import io.gstacks.persistence.postgres.Database;
import io.gstacks.persistence.testkit.TestJournal;
import io.gstacks.persistence.testkit.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.stream.javadsl.Sink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JournalFeedIT {
  private static final ActorTestKit ACTORS = ActorTestKit.create();

  private final Database database = TestPostgres.database();
  private JournalFeed feed = start();

  @BeforeEach
  void awaitFirstEra() {
    assertThat(feed.currentPosition().era()).isEqualTo(1);
  }

  @AfterEach
  void close() {
    feed.close();
    database.close();
  }

  @AfterAll
  static void stop() {
    ACTORS.shutdownTestKit();
  }

  @Test
  void deliversEveryEventOnceAndInOrderWhileLongTransactionsOverlap() throws Exception {
    int writers = 6;
    int each = 120;
    var delivered = collect(FeedPosition.start(), writers * each);

    var writing = new ArrayList<CompletableFuture<Void>>();
    for (int writer = 0; writer < writers; writer++) {
      var id = "Counter|w" + writer;
      writing.add(CompletableFuture.runAsync(() -> writeInTransactions(id, each)));
    }
    writing.forEach(CompletableFuture::join);
    var entries = get(delivered);

    assertThat(entries).extracting(FeedEntry::position).isSorted().doesNotHaveDuplicates();
    assertThat(entries.stream().map(entry -> entry.persistenceId() + entry.sequence()).distinct())
        .hasSize(writers * each);
    assertThat(get(collect(FeedPosition.start(), writers * each))).isEqualTo(entries);
  }

  @Test
  void showsNothingOfATransactionAboveOneThatStillWrites() throws Exception {
    try (var slow = database.pool().getConnection()) {
      slow.setAutoCommit(false);
      TestJournal.append(slow, "Counter|slow", 1, TestJournal.recorded(one()));
      TestJournal.append(database, "Counter|fast", 1, TestJournal.recorded(one()));

      assertThat(feed.held())
          .hasValueSatisfying(hold -> assertThat(hold.holder()).contains("gstacks"));
      var both = collect(FeedPosition.start(), 2);
      slow.commit();

      assertThat(get(both)).extracting(FeedEntry::entityId).containsExactly("slow", "fast");
    }
    assertThat(feed.held()).isEmpty();
  }

  @Test
  void aFollowerThatFellBehindTheWindowMissesNothing() throws Exception {
    feed.close();
    feed = start("gstacks.persistence.feed { window = 10, batch = 7 }");
    writeInTransactions("Counter|c", 100);
    TestJournal.append(database, "Counter|last", 1, TestJournal.recorded(one()));

    var all = get(collect(FeedPosition.start(), 101));
    var rest = get(collect(all.get(49).position(), 51));

    assertThat(all).extracting(FeedEntry::sequence).startsWith(1L, 2L, 3L);
    assertThat(rest).isEqualTo(all.subList(50, 101));
  }

  @Test
  void goesOnAfterAnEventThatItCannotRead() throws Exception {
    try (var connection = database.pool().getConnection()) {
      TestJournal.append(
          connection,
          "Counter|odd",
          1,
          "counter.unheard-of/1",
          "{}".getBytes(StandardCharsets.UTF_8));
    }
    TestJournal.append(database, "Counter|next", 1, TestJournal.recorded(one()));

    var entries = get(collect(FeedPosition.start(), 2));

    assertThat(entries.get(0).recorded()).isEmpty();
    assertThat(entries.get(0).content())
        .isInstanceOfSatisfying(
            FeedEntry.Undecodable.class,
            odd -> assertThat(odd.reason()).contains("counter.unheard-of"));
    assertThat(entries.get(1).recorded()).isPresent();
  }

  @Test
  void anotherDatabaseSystemBeginsAnotherEraAndTheOldOneIsReadWhole() throws Exception {
    TestJournal.append(database, "Counter|old", 1, TestJournal.recorded(one()));
    feed.close();
    update("update event_journal set xid = '999999999999'");
    update("update journal_era set system_identifier = 'of a machine that is gone'");

    feed = start();
    TestJournal.append(database, "Counter|new", 1, TestJournal.recorded(one()));
    var entries = get(collect(FeedPosition.start(), 2));

    assertThat(entries).extracting(FeedEntry::entityId).containsExactly("old", "new");
    assertThat(entries).extracting(entry -> entry.position().era()).containsExactly(1, 2);
    assertThatThrownBy(() -> feed.from(new FeedPosition(3, 0, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no era 3");
  }

  @Test
  void ordersTransactionsByNumberAndNotByText() throws Exception {
    for (int sequence = 1; sequence <= 3; sequence++) {
      TestJournal.append(database, "Counter|c", sequence, TestJournal.recorded(one()));
    }
    feed.close();
    update("update event_journal set xid = (sequence_number + 7)::text::xid8");
    feed = start();

    assertThat(get(collect(new FeedPosition(1, 0, 0), 3)))
        .extracting(entry -> entry.position().xid())
        .containsExactly(8L, 9L, 10L);
  }

  @Test
  void losesNothingWhenItsConnectionIsCut() throws Exception {
    var both = collect(FeedPosition.start(), 2);
    TestJournal.append(database, "Counter|c", 1, TestJournal.recorded(one()));

    update(
        """
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()\
        """);
    try (var connection = database.pool().getConnection()) {
      TestJournal.append(connection, "Counter|c", 2, TestJournal.recorded(one()));
    }

    assertThat(get(both)).extracting(FeedEntry::sequence).containsExactly(1L, 2L);
  }

  private void writeInTransactions(String id, int events) {
    try (var connection = database.pool().getConnection()) {
      connection.setAutoCommit(false);
      for (int sequence = 1; sequence <= events; sequence++) {
        TestJournal.append(connection, id, sequence, TestJournal.recorded(one()));
        if (ThreadLocalRandom.current().nextInt(10) == 0) {
          connection.commit();
        }
      }
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private CompletionStage<List<FeedEntry>> collect(FeedPosition from, int count) {
    return feed.from(from).take(count).runWith(Sink.seq(), ACTORS.system());
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private void update(String sql) throws SQLException {
    try (var connection = database.pool().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static CounterEvent one() {
    return new CounterEvent.Added(1, Optional.empty());
  }

  private JournalFeed start(String... settings) {
    var config =
        ConfigFactory.parseString(String.join("\n", settings)).withFallback(ConfigFactory.load());
    return JournalFeed.start(
        database,
        JournalRegistry.installed(),
        FeedSettings.from(config),
        JournalWritten.get(ACTORS.system()),
        () -> {
          throw new IllegalStateException("another server");
        });
  }
}
