package io.gstacks.persistence.postgres;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the embedded PostgreSQL runs.
 *
 * @param home the directory of the installation; the server lives in {@code server/} below it
 * @param systemUser who runs it when we are root, made when missing; PostgreSQL refuses root
 * @param watchEvery how often it is looked at whether it lives
 * @param options its configuration, over which durability cannot be turned off
 */
public record PostgresSettings(
    Path home,
    String systemUser,
    Duration startTimeout,
    Duration stopTimeout,
    Duration watchEvery,
    Duration restartPauseMin,
    Duration restartPauseMax,
    Map<String, String> options) {
  public PostgresSettings {
    options = Map.copyOf(options);
    if (!systemUser.matches("[a-z_][a-z0-9_-]{0,30}")) {
      throw new IllegalArgumentException("not the name of a system user: " + systemUser);
    }
  }

  static PostgresSettings from(Path home, Config config) {
    var options = new TreeMap<String, String>();
    config
        .getObject("options")
        .forEach((name, value) -> options.put(name, String.valueOf(value.unwrapped())));
    return new PostgresSettings(
        home,
        config.getString("system-user"),
        config.getDuration("start-timeout"),
        config.getDuration("stop-timeout"),
        config.getDuration("watch-every"),
        config.getDuration("restart-pause-min"),
        config.getDuration("restart-pause-max"),
        options);
  }

  Path server() {
    return home.resolve("server");
  }

  Path data() {
    return server().resolve("postgres");
  }

  Path passwordFile() {
    return server().resolve("keys").resolve("postgres.password");
  }

  Path log() {
    return home.resolve("log").resolve("postgres.log");
  }
}
