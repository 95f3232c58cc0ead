package io.gstacks.agent.work;

import com.typesafe.config.Config;
import java.time.Duration;

/** The bounds of work on one host. */
public record WorkSettings(
    int concurrentStarts,
    int concurrentOthers,
    int mostWaiting,
    Duration maxGrace,
    Duration killSettle) {

  public WorkSettings {
    if (concurrentStarts < 1 || concurrentOthers < 1 || mostWaiting < 1) {
      throw new IllegalArgumentException(
          "work.concurrent-starts, work.concurrent-others and work.most-waiting are at least 1");
    }
    if (maxGrace.isNegative() || killSettle.isNegative()) {
      throw new IllegalArgumentException("work.max-grace and work.kill-settle are not negative");
    }
  }

  public static WorkSettings from(Config config) {
    return new WorkSettings(
        config.getInt("concurrent-starts"),
        config.getInt("concurrent-others"),
        config.getInt("most-waiting"),
        config.getDuration("max-grace"),
        config.getDuration("kill-settle"));
  }
}
