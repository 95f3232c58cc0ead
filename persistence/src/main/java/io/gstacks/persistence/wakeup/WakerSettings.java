package io.gstacks.persistence.wakeup;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How the waker wakes.
 *
 * @param pace between two looks at the table
 * @param limit entities woken at each look, at the most
 * @param repeat how soon an entity that stays due is woken again
 */
public record WakerSettings(Duration pace, int limit, Duration repeat) {
  public WakerSettings {
    if (limit < 1 || pace.isNegative() || pace.isZero()) {
      throw new IllegalArgumentException("gstacks.persistence.waker: pace and limit are positive");
    }
  }

  /** From {@code gstacks.persistence.waker} of the configuration. */
  public static WakerSettings from(Config root) {
    var config = root.getConfig("gstacks.persistence.waker");
    return new WakerSettings(
        config.getDuration("pace"), config.getInt("limit"), config.getDuration("repeat"));
  }
}
