package io.gstacks.agent.stream;

import com.typesafe.config.Config;
import java.time.Duration;

/** How the stream behaves where the control plane does not say. */
public record StreamSettings(
    Backoff backoff,
    Duration refusedRetry,
    Duration welcomeTimeout,
    Duration heartbeat,
    Duration maxAge,
    int outgoingBuffer,
    int resultWindow) {

  public StreamSettings {
    positive("refused-retry", refusedRetry);
    positive("welcome-timeout", welcomeTimeout);
    positive("heartbeat", heartbeat);
    positive("max-age", maxAge);
    if (resultWindow < 1 || outgoingBuffer < 2 * resultWindow) {
      throw new IllegalArgumentException(
          "stream.result-window is at least 1 and stream.outgoing-buffer at least twice that");
    }
  }

  public static StreamSettings from(Config config) {
    return new StreamSettings(
        new Backoff(config.getDuration("backoff-least"), config.getDuration("backoff-most")),
        config.getDuration("refused-retry"),
        config.getDuration("welcome-timeout"),
        config.getDuration("heartbeat"),
        config.getDuration("max-age"),
        config.getInt("outgoing-buffer"),
        config.getInt("result-window"));
  }

  private static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException("stream." + name + " is positive");
    }
  }
}
