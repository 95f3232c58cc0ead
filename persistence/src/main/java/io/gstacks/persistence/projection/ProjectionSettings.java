package io.gstacks.persistence.projection;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How read tables are kept.
 *
 * @param pace between two transactions at the least: fewer and fuller ones cost less
 * @param retryPause after the database failed
 */
public record ProjectionSettings(Duration pace, Duration retryPause) {
  /** From {@code gstacks.persistence.projection} of the configuration. */
  public static ProjectionSettings from(Config root) {
    var config = root.getConfig("gstacks.persistence.projection");
    return new ProjectionSettings(config.getDuration("pace"), config.getDuration("retry-pause"));
  }
}
