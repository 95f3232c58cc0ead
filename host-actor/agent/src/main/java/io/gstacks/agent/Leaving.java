package io.gstacks.agent;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** SIGTERM and SIGINT: the agent is asked to leave, and the JVM waits a while until it has. */
final class Leaving {
  private static final long PATIENCE_SECONDS = 8;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);

  static Leaving onSignal() {
    var leaving = new Leaving();
    Runtime.getRuntime().addShutdownHook(new Thread(leaving::askAndWait, "leave"));
    return leaving;
  }

  /** Open once the agent is to leave. */
  CountDownLatch latch() {
    return asked;
  }

  void await() throws InterruptedException {
    asked.await();
  }

  /** Everything is in order; the JVM may end. */
  void done() {
    done.countDown();
  }

  private void askAndWait() {
    asked.countDown();
    try {
      if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return; // the kernel cleans up; the next start finds everything on disk
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
