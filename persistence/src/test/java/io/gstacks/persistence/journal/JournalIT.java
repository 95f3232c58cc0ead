package io.gstacks.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.persistence.entity.Meta;
import io.gstacks.persistence.example.CounterEntity;
import io.gstacks.persistence.example.CounterEntity.Command;
import io.gstacks.persistence.example.CounterEntity.Reply;
import io.gstacks.persistence.postgres.Database;
import io.gstacks.persistence.testkit.TestPostgres;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The journal of a real actor system on a real PostgreSQL. */
class JournalIT {
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
      ask(first, replyTo -> new CounterEntity.AddOnes(Meta.system(), 100, replyTo));
    }
    ACTORS.stop(first);

    var second = ACTORS.spawn(CounterEntity.create("long"));

    assertThat(ask(second, replyTo -> new CounterEntity.Get(Meta.system(), replyTo)))
        .isEqualTo(new CounterEntity.Value(900));
  }

  private static Reply ask(ActorRef<Command> entity, Function<ActorRef<Reply>, Command> command)
      throws Exception {
    CompletionStage<Reply> reply =
        AskPattern.ask(entity, command::apply, Duration.ofSeconds(10), ACTORS.system().scheduler());
    return reply.toCompletableFuture().get();
  }
}
