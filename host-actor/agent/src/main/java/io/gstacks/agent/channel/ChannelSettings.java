package io.gstacks.agent.channel;

import com.typesafe.config.Config;
import io.gstacks.agent.files.FilesSettings;

/** The bounds of byte streams on one host. */
public record ChannelSettings(int concurrent, int connections, FilesSettings files) {
  public ChannelSettings {
    if (concurrent < 1) {
      throw new IllegalArgumentException("channel.concurrent is at least 1");
    }
    if (connections < 1 || connections > 16) {
      throw new IllegalArgumentException("channel.connections is between 1 and 16");
    }
  }

  public static ChannelSettings from(Config config) {
    return new ChannelSettings(
        config.getInt("concurrent"),
        config.getInt("connections"),
        FilesSettings.from(config.getConfig("files")));
  }
}
