package io.gstacks.http;

import com.typesafe.config.Config;
import io.gstacks.http.auth.KeyCacheSettings;
import io.gstacks.http.auth.KeyLimits;
import io.gstacks.http.file.FileSettings;
import io.gstacks.http.idempotency.IdempotencySettings;
import io.gstacks.http.route.Blocking;
import io.gstacks.http.sandbox.ExecSettings;
import io.gstacks.http.sandbox.SandboxSettings;
import java.time.Duration;

/** All of {@code gstacks.http}, read once at start-up; a bad value stops the start. */
public record HttpSettings(
    Bind bind,
    ApiSettings api,
    String rootTenant,
    Duration heartbeat,
    KeyCacheSettings keyCache,
    KeyLimits.Settings limits,
    Blocking.Settings reads,
    IdempotencySettings idempotency,
    SandboxSettings sandbox,
    ExecSettings exec,
    FileSettings files) {
  /**
   * Where and how the server listens.
   *
   * @param idleTimeout how long a connection may be silent; longer than the longest answer takes
   * @param stopTimeout how long requests in flight get at the end
   */
  public record Bind(
      String host, int port, int maxConnections, Duration idleTimeout, Duration stopTimeout) {
    public Bind {
      if (host.isEmpty() || port < 0 || port > 65_535) {
        throw new IllegalArgumentException(
            "gstacks.http.addr must be host:port, such as 127.0.0.1:8080: " + host + ":" + port);
      }
      if (maxConnections < 1 || !idleTimeout.isPositive() || !stopTimeout.isPositive()) {
        throw new IllegalArgumentException(
            "gstacks.http.max-connections, idle-timeout and stop-timeout must be positive: %d, %s, %s"
                .formatted(maxConnections, idleTimeout, stopTimeout));
      }
    }

    private static Bind from(Config config) {
      var addr = config.getString("addr");
      var colon = addr.lastIndexOf(':');
      if (colon < 1 || !addr.substring(colon + 1).matches("[0-9]{1,5}")) {
        throw new IllegalArgumentException(
            "gstacks.http.addr must be host:port, such as 127.0.0.1:8080: " + addr);
      }
      var host = addr.substring(0, colon);
      return new Bind(
          host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host,
          Integer.parseInt(addr.substring(colon + 1)),
          config.getInt("max-connections"),
          config.getDuration("idle-timeout"),
          config.getDuration("stop-timeout"));
    }
  }

  public HttpSettings {
    if (!heartbeat.isPositive()) {
      throw new IllegalArgumentException("gstacks.http.heartbeat must be positive: " + heartbeat);
    }
    var longest = max(exec.longestAnswer(), sandbox.longestWait());
    if (bind.idleTimeout().compareTo(longest) <= 0) {
      throw new IllegalArgumentException(
          "gstacks.http.idle-timeout must be above exec.longest-answer and sandbox.longest-wait: "
              + bind.idleTimeout());
    }
  }

  public static HttpSettings from(Config root) {
    var config = root.getConfig("gstacks.http");
    return new HttpSettings(
        Bind.from(config),
        ApiSettings.from(config),
        config.getString("root-tenant"),
        config.getDuration("heartbeat"),
        KeyCacheSettings.from(config.getConfig("key-cache")),
        KeyLimits.Settings.from(config.getConfig("limits")),
        Blocking.Settings.from(config.getConfig("reads")),
        IdempotencySettings.from(config.getConfig("idempotency")),
        SandboxSettings.from(config.getConfig("sandbox")),
        ExecSettings.from(config.getConfig("exec")),
        FileSettings.from(config.getConfig("files")));
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
