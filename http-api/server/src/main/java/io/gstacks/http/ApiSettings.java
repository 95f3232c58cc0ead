package io.gstacks.http;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What holds for every request.
 *
 * @param allowedHosts values of {@code Host} beside loopback and the bind address
 * @param bodyTimeout how long a body may take to arrive
 */
public record ApiSettings(List<String> allowedHosts, long bodyLimit, Duration bodyTimeout) {
  public ApiSettings {
    allowedHosts = List.copyOf(allowedHosts);
    if (bodyLimit < 1024 || bodyLimit > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "gstacks.http.body-limit must be from 1 KiB to 2 GiB: " + bodyLimit);
    }
    if (!bodyTimeout.isPositive()) {
      throw new IllegalArgumentException(
          "gstacks.http.body-timeout must be positive: " + bodyTimeout);
    }
  }

  static ApiSettings from(Config config) {
    return new ApiSettings(
        Stream.of(config.getString("allowed-hosts").split(","))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList(),
        config.getBytes("body-limit"),
        config.getDuration("body-timeout"));
  }
}
