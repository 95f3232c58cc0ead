package io.gstacks.agent.runtime.docker;

import com.typesafe.config.Config;
import java.net.URI;
import java.time.Duration;

/** How workloads become containers. */
public record DockerSettings(
    URI host, String user, int tmpMib, int runMib, Limits least, Timing timing) {

  /** What a workload gets that does not say. */
  public record Limits(int cpuMillis, int memoryMib, int pids) {}

  /** How long to wait for the engine, and how often to look at it. */
  public record Timing(Duration response, Duration ping, Duration pingTimeout) {}

  public DockerSettings {
    if (!"unix".equals(host.getScheme()) && !"tcp".equals(host.getScheme())) {
      throw new IllegalArgumentException("docker.host is unix:///path or tcp://host:port: " + host);
    }
    if (!user.matches("\\d{1,9}:\\d{1,9}")) {
      throw new IllegalArgumentException("docker.user is uid:gid in numbers: " + user);
    }
    if (tmpMib < 1 || runMib < 1) {
      throw new IllegalArgumentException("docker.tmp-mib and docker.run-mib are at least 1");
    }
    if (least.cpuMillis < 1 || least.memoryMib < 6 || least.pids < 1) {
      throw new IllegalArgumentException("docker.default-* are positive (memory at least 6 MiB)");
    }
    if (!timing.response.isPositive()
        || !timing.ping.isPositive()
        || !timing.pingTimeout.isPositive()) {
      throw new IllegalArgumentException("docker.response-timeout and docker.ping* are positive");
    }
  }

  public static DockerSettings from(Config config) {
    return new DockerSettings(
        URI.create(config.getString("host")),
        config.getString("user"),
        config.getInt("tmp-mib"),
        config.getInt("run-mib"),
        new Limits(
            config.getInt("default-cpu-millis"),
            config.getInt("default-memory-mib"),
            config.getInt("default-pids")),
        new Timing(
            config.getDuration("response-timeout"),
            config.getDuration("ping"),
            config.getDuration("ping-timeout")));
  }
}
