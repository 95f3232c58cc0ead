package io.gstacks.http.sandbox;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * What a command may take.
 *
 * @param outputLimit bytes of stdout, and of stderr, in a JSON answer; the rest is cut off
 * @param longestAnswer how long a JSON answer may take; a command that runs longer needs a stream
 */
public record ExecSettings(int outputLimit, Duration longestAnswer) {
  public ExecSettings {
    if (outputLimit < 1024) {
      throw new IllegalArgumentException(
          "gstacks.http.exec.output-limit must be at least 1 KiB: " + outputLimit);
    }
    if (longestAnswer.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "gstacks.http.exec.longest-answer must be at least 1 s: " + longestAnswer);
    }
  }

  public static ExecSettings from(Config config) {
    return new ExecSettings(
        Math.toIntExact(config.getBytes("output-limit")), config.getDuration("longest-answer"));
  }
}
