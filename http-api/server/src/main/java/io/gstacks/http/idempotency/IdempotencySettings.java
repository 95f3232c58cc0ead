package io.gstacks.http.idempotency;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How long a key means what it meant.
 *
 * @param remember from its first use; afterwards it counts as new
 * @param patience how long a second caller waits for the first one's answer
 * @param poll how often it looks meanwhile
 * @param lease how long a crash of the node that runs a request keeps others from it
 * @param askTimeout how long the record of a request may take to answer
 */
public record IdempotencySettings(
    Duration remember, Duration patience, Duration poll, Duration lease, Duration askTimeout) {
  public IdempotencySettings {
    for (var duration : new Duration[] {remember, patience, poll, lease, askTimeout}) {
      if (!duration.isPositive()) {
        throw new IllegalArgumentException(
            "gstacks.http.idempotency.* must be positive: " + duration);
      }
    }
    if (lease.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "gstacks.http.idempotency.lease must be at least 1 s, for it is extended each third of it: "
              + lease);
    }
  }

  public static IdempotencySettings from(Config config) {
    return new IdempotencySettings(
        config.getDuration("remember"),
        config.getDuration("patience"),
        config.getDuration("poll"),
        config.getDuration("lease"),
        config.getDuration("ask-timeout"));
  }
}
