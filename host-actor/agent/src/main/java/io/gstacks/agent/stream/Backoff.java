package io.gstacks.agent.stream;

import java.time.Duration;

/**
 * How long to wait before the next attempt: doubling from the least to the most, and of that a
 * random part between half and all, so that a fleet does not come back as one. Pure.
 *
 * <p>Example with 100 ms and 5 s: after the first failure 50 to 100 ms, after the third 200 to 400
 * ms, from the seventh on 2.5 to 5 s.
 */
public record Backoff(Duration least, Duration most) {
  private static final int DOUBLINGS = 20;

  public Backoff {
    if (least.isNegative() || least.isZero() || most.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          "stream.backoff-least is positive and at most stream.backoff-most");
    }
  }

  /**
   * The time until the next attempt.
   *
   * @param failures in a row, at least 1
   * @param random in [0, 1)
   */
  public Duration delay(int failures, double random) {
    var doubled = least.toMillis() << Math.min(failures - 1, DOUBLINGS);
    var full = Math.min(doubled, most.toMillis());
    return Duration.ofMillis((long) (full * (0.5 + random / 2)));
  }
}
