package io.gstacks.agent.testing;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** An actor system as the agent has one, and patience. */
public final class TestSystem implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  public final ActorSystem<?> system =
      ActorSystem.create(
          Behaviors.empty(),
          "agent-test",
          ConfigFactory.parseResources("gstacks-agent.conf")
              .withFallback(ConfigFactory.defaultReference())
              .resolve());

  /** Looks until it is so, a bounded time. */
  public static void eventually(String what, Supplier<Boolean> condition) {
    eventually(what, () -> condition.get() ? Optional.of(true) : Optional.empty(), PATIENCE);
  }

  /** Looks until there is something. */
  public static <T> T eventually(String what, Supplier<Optional<T>> question, Duration patience) {
    var until = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < until) {
      var answer = question.get();
      if (answer.isPresent()) {
        return answer.get();
      }
      LockSupport.parkNanos(5_000_000);
    }
    throw new AssertionError("waited in vain until " + what);
  }

  @Override
  public void close() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }
}
