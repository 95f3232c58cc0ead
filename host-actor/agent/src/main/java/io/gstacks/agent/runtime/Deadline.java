package io.gstacks.agent.runtime;

import java.time.Duration;

/** A moment on this process's monotonic clock: work came with remaining time, never an instant. */
public record Deadline(long nanoTime) {
  public static Deadline in(Duration remaining) {
    return new Deadline(System.nanoTime() + remaining.toNanos());
  }

  /** Never negative. */
  public Duration left() {
    return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
  }

  public boolean passed() {
    return nanoTime - System.nanoTime() <= 0;
  }

  /** Refuses to begin the next step when time is up. */
  public void check() {
    if (passed()) {
      throw new WorkFailedException(
          WorkFailedException.Code.DEADLINE, "the work did not finish before its deadline");
    }
  }
}
