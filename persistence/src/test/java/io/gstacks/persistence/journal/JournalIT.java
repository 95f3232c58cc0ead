package io.gstacks.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.persistence.entity.Meta;
import io.gstacks.persistence.example.CounterEntity;
import io.gstacks.persistence.example.CounterEntity.Command;
import io.gstacks.persistence.example.CounterEntity.Reply;
import io.gstacks.persistence.example.CounterEntity.Value;
import io.gstacks.persistence.postgres.Database;
import io.gstacks.persistence.testkit.TestPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The journal of a real actor system on a real PostgreSQL. */
class JournalIT {
  private static final int OTHERS = 300;
  private static final Database DATABASE = TestPostgres.database();
  private static final ActorTestKit ACTORS = ActorTestKit.create(TestPostgres.config(DATABASE));

  @AfterAll
  static void stop() {
    ACTORS.shutdownTestKit();
    DATABASE.close();
  }

  @Test
  void anEntityRemembersBeyondOneBatchOfReplay() throws Exception {
    var first = ACTORS.spawn(CounterEntity.create("long"));
    for (int i = 0; i < 9; i++) {
      get(ask(first, replyTo -> new CounterEntity.AddOnes(Meta.system(), 100, replyTo)));
    }
    ACTORS.stop(first);

    assertThat(count("long")).isEqualTo(new Value(900));
  }

  @Test
  void aConflictOfTwoIncarnationsFailsNoneOfTheOthersInItsBatch() throws Exception {
    var one = ACTORS.spawn(CounterEntity.create("twice"));
    var two = ACTORS.spawn(CounterEntity.create("twice"));
    var others = new ArrayList<ActorRef<Command>>();
    for (int i = 0; i < OTHERS; i++) {
      others.add(ACTORS.spawn(CounterEntity.create("other-" + i)));
    }
    for (var entity : List.of(one, two)) {
      get(ask(entity, replyTo -> new CounterEntity.Get(Meta.system(), replyTo)));
    }

    var answers = new ArrayList<CompletableFuture<Reply>>();
    answers.addAll(others.subList(0, OTHERS / 2).stream().map(JournalIT::addOne).toList());
    var first = addOne(one);
    var second = addOne(two);
    answers.addAll(others.subList(OTHERS / 2, OTHERS).stream().map(JournalIT::addOne).toList());

    for (var answer : answers) {
      assertThat(get(answer)).isEqualTo(new Value(1));
    }
    var winners = List.of(first, second).stream().filter(JournalIT::wasAnswered).toList();
    assertThat(winners).isNotEmpty();
    assertThat(count("twice")).isEqualTo(new Value(winners.size()));
  }

  @Test
  void refusesAHistoryWithAHole() throws Exception {
    var entity = ACTORS.spawn(CounterEntity.create("holed"));
    for (int i = 0; i < 3; i++) {
      get(addOne(entity));
    }
    ACTORS.stop(entity);
    execute(
        "delete from event_journal where persistence_id = 'Counter|holed' and sequence_number = 2");

    var again = ACTORS.spawn(CounterEntity.create("holed"));

    TestProbe<Reply> probe = ACTORS.createTestProbe();
    again.tell(new CounterEntity.Get(Meta.system(), probe.ref()));
    probe.expectNoMessage(Duration.ofSeconds(1));
  }

  @Test
  void anEntityThatWasNeverWrittenIsEmptyAndCostsNoRow() throws Exception {
    assertThat(
            get(
                ask(
                    ACTORS.spawn(CounterEntity.create("fresh")),
                    replyTo -> new CounterEntity.Get(Meta.system(), replyTo))))
        .isInstanceOf(CounterEntity.Refused.class);
  }

  private static Reply count(String id) throws Exception {
    var entity = ACTORS.spawn(CounterEntity.create(id));
    return get(ask(entity, replyTo -> new CounterEntity.Get(Meta.system(), replyTo)));
  }

  private static CompletableFuture<Reply> addOne(ActorRef<Command> entity) {
    return ask(entity, replyTo -> new CounterEntity.Add(Meta.system(), 1, replyTo));
  }

  private static boolean wasAnswered(CompletableFuture<Reply> answer) {
    try {
      return get(answer) instanceof Value;
    } catch (Exception _) {
      return false;
    }
  }

  private static CompletableFuture<Reply> ask(
      ActorRef<Command> entity, Function<ActorRef<Reply>, Command> command) {
    CompletionStage<Reply> reply =
        AskPattern.ask(entity, command::apply, Duration.ofSeconds(8), ACTORS.system().scheduler());
    return reply.toCompletableFuture();
  }

  private static Reply get(CompletableFuture<Reply> answer) throws Exception {
    return answer.get(30, TimeUnit.SECONDS);
  }

  private static void execute(String sql) throws SQLException {
    try (var connection = DATABASE.pool().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
