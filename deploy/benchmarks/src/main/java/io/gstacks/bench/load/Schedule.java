package io.gstacks.bench.load;

import java.time.Duration;

/**
 * Arrivals at a fixed rate: request {@code i} is due at {@code i / rate} after the start, whatever
 * the answers do. Latency is counted from when a request was due, so a stall is seen by all that
 * were due during it (no coordinated omission).
 */
public record Schedule(double perSecond, int count) {
  public Schedule {
    if (!(perSecond > 0) || count < 1) {
      throw new IllegalArgumentException("not a schedule: " + count + " at " + perSecond + "/s");
    }
  }

  public static Schedule of(double perSecond, Duration duration) {
    return new Schedule(perSecond, (int) Math.round(perSecond * duration.toNanos() / 1e9));
  }

  public long dueNanos(int index) {
    return Math.round(index * 1e9 / perSecond);
  }

  /** The first request that is due at this time or later. */
  public int indexAt(Duration time) {
    return (int) Math.min(count, Math.ceil(time.toNanos() * perSecond / 1e9 - 1e-6));
  }
}
