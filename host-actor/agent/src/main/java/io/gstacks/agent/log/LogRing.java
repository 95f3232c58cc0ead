package io.gstacks.agent.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The newest lines of the agent's log. Readers name the next line that they want by its number; one
 * that is too slow finds that older lines are gone, and the agent never waits for it.
 */
public final class LogRing {
  /** The one ring of this process: logback makes its appenders itself. */
  public static final LogRing PROCESS = new LogRing(2_000);

  /** Some lines and the number to ask for next. */
  public record Page(List<String> lines, long next) {}

  private final int capacity;
  private final ArrayDeque<String> lines = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private long end;

  public LogRing(int capacity) {
    this.capacity = capacity;
  }

  public void add(String line) {
    lock.lock();
    try {
      if (lines.size() == capacity) {
        lines.removeFirst();
      }
      lines.addLast(line);
      end++;
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The last {@code count} lines; 0 means all that are kept. */
  public Page tail(int count) {
    lock.lock();
    try {
      return from(end - (count == 0 ? lines.size() : Math.min(count, lines.size())));
    } finally {
      lock.unlock();
    }
  }

  /** What came since; waits at most {@code millis} for something, and then may answer nothing. */
  public Page after(long next, long millis) throws InterruptedException {
    lock.lock();
    try {
      var left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (end <= next && left > 0) {
        left = more.awaitNanos(left);
      }
      return from(next);
    } finally {
      lock.unlock();
    }
  }

  private Page from(long number) {
    var skip = Math.max(0, number - (end - lines.size()));
    return new Page(new ArrayList<>(lines.stream().skip(skip).toList()), end);
  }
}
