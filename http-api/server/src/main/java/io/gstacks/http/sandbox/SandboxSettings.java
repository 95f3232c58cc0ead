package io.gstacks.http.sandbox;

import com.typesafe.config.Config;
import io.gstacks.host.Resources;
import java.time.Duration;
import java.util.Set;

/**
 * What a sandbox gets that asked for nothing else, and the most that it may ask for.
 *
 * @param image the default image
 * @param cluster the name of the default cluster among those of the tenant
 * @param longestWait of {@code ?wait=}
 */
public record SandboxSettings(
    String image,
    String pull,
    String cluster,
    Resources usual,
    Resources least,
    Resources most,
    Duration queueTimeout,
    Duration longestWait) {
  static final Set<String> PULLS = Set.of("if_missing", "never", "always");

  public SandboxSettings {
    if (!PULLS.contains(pull)) {
      throw new IllegalArgumentException(
          "gstacks.http.sandbox.pull must be one of if_missing, never, always: " + pull);
    }
    if (!least.fitsIn(usual) || !usual.fitsIn(most)) {
      throw new IllegalArgumentException(
          "gstacks.http.sandbox: least, usual and most resources must rise: %s, %s, %s"
              .formatted(least, usual, most));
    }
    if (queueTimeout.isNegative() || !longestWait.isPositive()) {
      throw new IllegalArgumentException(
          "gstacks.http.sandbox.queue-timeout and longest-wait must not be negative: %s, %s"
              .formatted(queueTimeout, longestWait));
    }
  }

  public static SandboxSettings from(Config config) {
    return new SandboxSettings(
        config.getString("image"),
        config.getString("pull"),
        config.getString("cluster"),
        resources(config.getConfig("usual")),
        resources(config.getConfig("least")),
        resources(config.getConfig("most")),
        config.getDuration("queue-timeout"),
        config.getDuration("longest-wait"));
  }

  private static Resources resources(Config config) {
    return new Resources(
        config.getInt("cpu-millis"), config.getInt("memory-mib"), config.getInt("disk-mib"));
  }
}
