package io.gstacks.persistence.feed;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How the journal feed reads.
 *
 * @param poll how long it waits for a hint before it looks by itself
 * @param pace between two looks that found something, so that a busy journal is read in batches
 * @param batch events of one read at the most
 * @param window the newest events that are kept in memory, for all who follow closely
 * @param retryPause after the database failed
 * @param patience how long the past is asked for before a follower is failed
 */
public record FeedSettings(
    Duration poll, Duration pace, int batch, int window, Duration retryPause, Duration patience) {
  public FeedSettings {
    if (batch < 1 || window < batch) {
      throw new IllegalArgumentException(
          "gstacks.persistence.feed.window must be batch or more, and batch positive");
    }
  }

  /** From {@code gstacks.persistence.feed} of the configuration. */
  public static FeedSettings from(Config root) {
    var config = root.getConfig("gstacks.persistence.feed");
    return new FeedSettings(
        config.getDuration("poll"),
        config.getDuration("pace"),
        config.getInt("batch"),
        config.getInt("window"),
        config.getDuration("retry-pause"),
        config.getDuration("patience"));
  }
}
