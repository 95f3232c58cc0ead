package io.gstacks.agent.work;

import io.gstacks.agent.protocol.Work;
import io.gstacks.agent.runtime.Deadline;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** How many orders a host follows at once: starts take much of it, and must not hold up stops. */
final class Turns {
  private final Semaphore starts;
  private final Semaphore others;

  Turns(WorkSettings settings) {
    this.starts = new Semaphore(settings.concurrentStarts());
    this.others = new Semaphore(settings.concurrentOthers());
  }

  /** An order's turn, which ends when it is closed. */
  record Turn(Semaphore of, long waitedMillis) implements AutoCloseable {
    @Override
    public void close() {
      of.release();
    }
  }

  /** Waits for it; empty when it does not come before the deadline. */
  Optional<Turn> take(Work work, Deadline deadline) throws InterruptedException {
    var turns = work.hasProvision() || work.hasStart() ? starts : others;
    var from = System.nanoTime();
    if (!turns.tryAcquire(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
      return Optional.empty();
    }
    return Optional.of(new Turn(turns, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from)));
  }
}
