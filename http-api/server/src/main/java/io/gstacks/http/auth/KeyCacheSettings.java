package io.gstacks.http.auth;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How long a key is believed without asking its owner, and how much memory and asking that may
 * take.
 *
 * @param timeToLive below the 2 s within which a revocation acts
 * @param size keys held at most
 * @param checks questions to key entities in flight at most: whoever tries keys waits in line with
 *     others who do
 */
public record KeyCacheSettings(Duration timeToLive, int size, int checks) {
  public KeyCacheSettings {
    if (!timeToLive.isPositive() || timeToLive.compareTo(Duration.ofSeconds(1)) > 0) {
      throw new IllegalArgumentException(
          "gstacks.http.key-cache.time-to-live must be above 0 and at most 1 s, or a revoked key"
              + " lives too long: "
              + timeToLive);
    }
    if (size < 1 || checks < 1) {
      throw new IllegalArgumentException(
          "gstacks.http.key-cache.size and checks must be at least 1: %d, %d"
              .formatted(size, checks));
    }
  }

  public static KeyCacheSettings from(Config config) {
    return new KeyCacheSettings(
        config.getDuration("time-to-live"), config.getInt("size"), config.getInt("checks"));
  }
}
