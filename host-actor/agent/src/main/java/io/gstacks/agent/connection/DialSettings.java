package io.gstacks.agent.connection;

import com.typesafe.config.Config;
import java.time.Duration;

/** How connections to the control plane behave. */
public record DialSettings(
    int windowBytes,
    int maxMessageBytes,
    Duration keepAlive,
    Duration keepAliveTimeout,
    boolean nativeTls) {

  public DialSettings {
    if (windowBytes < 65_536) {
      throw new IllegalArgumentException("connection.window-bytes is at least 64 KiB");
    }
    if (maxMessageBytes < 65_536) {
      throw new IllegalArgumentException("connection.max-message-bytes is at least 64 KiB");
    }
    if (keepAlive.isNegative() || keepAlive.isZero()) {
      throw new IllegalArgumentException("connection.keep-alive is positive");
    }
    if (keepAliveTimeout.isNegative() || keepAliveTimeout.isZero()) {
      throw new IllegalArgumentException("connection.keep-alive-timeout is positive");
    }
  }

  /** For thousands of connections of one process: cheap handshakes, and few pings. */
  public DialSettings forFleet(Duration patience) {
    return new DialSettings(windowBytes, maxMessageBytes, patience, keepAliveTimeout, true);
  }

  public static DialSettings from(Config config) {
    return new DialSettings(
        Math.toIntExact(config.getBytes("window-bytes")),
        Math.toIntExact(config.getBytes("max-message-bytes")),
        config.getDuration("keep-alive"),
        config.getDuration("keep-alive-timeout"),
        config.getBoolean("native-tls"));
  }
}
