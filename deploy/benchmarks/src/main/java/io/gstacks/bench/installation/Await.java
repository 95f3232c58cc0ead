package io.gstacks.bench.installation;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what can only be asked for, and not for ever. */
public final class Await {
  private Await() {}

  /** What is asked; it may throw when the other side is not there yet, which counts as no. */
  @FunctionalInterface
  public interface Question {
    boolean ask() throws IOException, InterruptedException;
  }

  /** Asks again after each pause until the answer is yes; an {@link IOException} names the wait. */
  public static void until(String what, Duration atMost, Duration pause, Question question)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!holds(question)) {
      if (System.nanoTime() > deadline) {
        throw new IOException(what + ": not within " + atMost.toSeconds() + " s");
      }
      pause(pause);
    }
  }

  /** Lets time pass; that is what is measured, or what it takes to come to rest. */
  public static void pause(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  private static boolean holds(Question question) throws InterruptedException {
    try {
      return question.ask();
    } catch (IOException e) {
      return false;
    }
  }
}
