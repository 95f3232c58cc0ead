package io.gstacks.server;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * What an operator may set of the process itself, read once at start-up. Defaults:
 * application.conf.
 *
 * @param startTimeout how long start-up may wait for everything that it waits for
 * @param stopTimeout how long requests in flight get at the end
 */
public record ServerSettings(Duration startTimeout, Duration stopTimeout) {
  public ServerSettings {
    if (!startTimeout.isPositive() || !stopTimeout.isPositive()) {
      throw new IllegalArgumentException(
          "gstacks.server.start-timeout and stop-timeout must be positive: %s, %s"
              .formatted(startTimeout, stopTimeout));
    }
  }

  public static ServerSettings from(Config root) {
    var config = root.getConfig("gstacks.server");
    return new ServerSettings(
        config.getDuration("start-timeout"), config.getDuration("stop-timeout"));
  }
}
