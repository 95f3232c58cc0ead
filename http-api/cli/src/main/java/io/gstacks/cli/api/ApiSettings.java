package io.gstacks.cli.api;

import java.time.Duration;

/**
 * The limits of every wait and retry.
 *
 * @param connect how long a connection may take
 * @param answer how long an answer may take, unless the call says otherwise
 * @param silence how long a stream may bring nothing; the control plane's heartbeats come every 15
 *     s
 * @param retries how often a failed call or a broken stream is tried again
 * @param backoff the wait before the first retry; it doubles with each
 * @param poll the first wait between two looks at a sandbox; it grows to {@code pollAtMost}
 */
public record ApiSettings(
    Duration connect,
    Duration answer,
    Duration silence,
    int retries,
    Duration backoff,
    Duration poll,
    Duration pollAtMost) {

  public static ApiSettings standard() {
    return new ApiSettings(
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        3,
        Duration.ofMillis(200),
        Duration.ofMillis(50),
        Duration.ofSeconds(1));
  }

  /** Nothing waits longer than this for a retry, whatever {@code Retry-After} says. */
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  Duration backoffBefore(int retry) {
    var doubled = backoff.multipliedBy(1L << Math.min(retry - 1, 10));
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }
}
