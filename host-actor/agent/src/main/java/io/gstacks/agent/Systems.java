package io.gstacks.agent;

import com.typesafe.config.Config;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** The actor system of a process. */
final class Systems {
  private static final long PATIENCE_SECONDS = 5;

  private Systems() {}

  /** What runs in one. */
  interface Work {
    void run(ActorSystem<?> system, Leaving leaving) throws Exception;
  }

  /** Runs the work until it is told to leave, and ends the system after it. */
  static void with(Config config, Work work) throws Exception {
    var leaving = Leaving.onSignal();
    var system = ActorSystem.create(Behaviors.empty(), "gstacks-agent", config);
    try {
      work.run(system, leaving);
    } finally {
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      leaving.done();
    }
  }
}
