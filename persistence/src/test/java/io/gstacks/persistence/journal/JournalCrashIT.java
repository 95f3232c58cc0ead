package io.gstacks.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.persistence.entity.Meta;
import io.gstacks.persistence.example.CounterEntity;
import io.gstacks.persistence.example.CounterEntity.Command;
import io.gstacks.persistence.example.CounterEntity.Reply;
import io.gstacks.persistence.example.CounterEntity.Value;
import io.gstacks.persistence.postgres.Database;
import io.gstacks.persistence.testkit.TestPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL is killed while entities write. */
class JournalCrashIT {
  /** How soon is the benches' to say; this is so that a test that hangs ends. */
  private static final Duration BACK = Duration.ofSeconds(30);

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final int ENTITIES = 20;

  @TempDir Path home;

  @Test
  void noAcknowledgedWriteIsLostAndServiceIsBackInFiveSeconds() throws Exception {
    try (var database = Database.open(TestPostgres.settings(home))) {
      var actors = ActorTestKit.create(TestPostgres.config(database));
      try {
        survive(database, actors);
      } finally {
        actors.shutdownTestKit();
      }
    }
  }

  private static void survive(Database database, ActorTestKit actors) throws Exception {
    var writers = new Writer[ENTITIES];
    for (int i = 0; i < ENTITIES; i++) {
      writers[i] = new Writer(actors, actors.spawn(CounterEntity.create("c" + i)));
      writers[i].run();
    }
    awaitProgress(writers, 100);

    var pid = database.embedded().orElseThrow().pid();
    new ProcessBuilder("kill", "-9", String.valueOf(pid)).start().waitFor();
    long killed = System.nanoTime();
    awaitProgress(writers, 1);

    assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(BACK);
    for (var writer : writers) {
      writer.stop();
      assertThat(writer.count()).isBetween(writer.acknowledged(), writer.sent());
    }
  }

  /** Every writer has so many more acknowledged than now. */
  private static void awaitProgress(Writer[] writers, long more) throws Exception {
    for (var writer : writers) {
      writer.reaches(writer.acknowledged() + more).get(60, TimeUnit.SECONDS);
    }
  }

  /** Adds one to its counter again and again, and knows what was acknowledged. */
  private static final class Writer {
    private final ActorTestKit actors;
    private final ActorRef<Command> entity;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private volatile long goal = Long.MAX_VALUE;
    private volatile CompletableFuture<Void> reached = new CompletableFuture<>();

    Writer(ActorTestKit actors, ActorRef<Command> entity) {
      this.actors = actors;
      this.entity = entity;
    }

    void run() {
      if (!running.get()) {
        stopped.complete(null);
        return;
      }
      sent.incrementAndGet();
      var _ =
          ask(replyTo -> new CounterEntity.Add(Meta.system(), 1, replyTo))
              .whenComplete((reply, _) -> {
                if (reply instanceof Value && acknowledged.incrementAndGet() >= goal) {
                  reached.complete(null);
                }
                run();
              });
    }

    CompletableFuture<Void> reaches(long wanted) {
      reached = new CompletableFuture<>();
      goal = wanted;
      return reached;
    }

    void stop() throws Exception {
      running.set(false);
      stopped.get(10, TimeUnit.SECONDS);
    }

    long sent() {
      return sent.get();
    }

    long acknowledged() {
      return acknowledged.get();
    }

    long count() throws Exception {
      var value = ask(replyTo -> new CounterEntity.Get(Meta.system(), replyTo));
      return ((Value) value.get(10, TimeUnit.SECONDS)).count();
    }

    private CompletableFuture<Reply> ask(Function<ActorRef<Reply>, Command> command) {
      return AskPattern.ask(entity, command::apply, PATIENCE, actors.system().scheduler())
          .toCompletableFuture();
    }
  }
}
