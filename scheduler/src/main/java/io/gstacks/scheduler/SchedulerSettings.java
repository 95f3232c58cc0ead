package io.gstacks.scheduler;

import com.typesafe.config.Config;
import io.gstacks.scheduler.cluster.ClusterSettings;
import io.gstacks.scheduler.sandbox.LifecycleSettings;
import java.time.Duration;

/**
 * What an operator may set of this module, read once so that a bad value stops the start. Defaults:
 * reference.conf.
 *
 * @param askTimeout how long a sandbox's entity has to answer
 */
public record SchedulerSettings(
    Duration askTimeout, LifecycleSettings sandbox, ClusterSettings placement) {
  public SchedulerSettings {
    if (!askTimeout.isPositive()) {
      throw new IllegalArgumentException("gstacks.scheduler.ask-timeout cannot be " + askTimeout);
    }
  }

  /** {@code root} holds {@code gstacks.scheduler}. */
  public static SchedulerSettings from(Config root) {
    var config = root.getConfig("gstacks.scheduler");
    return new SchedulerSettings(
        config.getDuration("ask-timeout"),
        LifecycleSettings.from(config.getConfig("sandbox")),
        ClusterSettings.from(config.getConfig("placement")));
  }
}
