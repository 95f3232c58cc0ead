package io.gstacks.agent.runtime.docker;

import com.typesafe.config.Config;
import java.net.URI;
import java.time.Duration;

/** How workloads become containers. */
public record DockerSettings(
    URI host, String user, int tmpMib, int runMib, Limits least, Timing timing, Standby standby) {

  /** What a workload gets that does not say. */
  public record Limits(int cpuMillis, int memoryMib, int pids) {}

  /** How long to wait for the engine, and how often to look at it. */
  public record Timing(Duration response, Duration ping, Duration pingTimeout) {}

  /**
   * Shells that wait in each running container.
   *
   * @param most of one container; 0 for none
   * @param after how long after a start the first is made
   * @param concurrent how many are made at a time on this host
   * @param patience how long one may take to be ready
   * @param retry how long after one that failed another is tried
   */
  public record Standby(
      int most, Duration after, int concurrent, Duration patience, Duration retry) {
    public Standby {
      if (most < 0 || most > 64 || concurrent < 1) {
        throw new IllegalArgumentException(
            "docker.standby.most is 0 to 64, docker.standby.concurrent at least 1");
      }
      if (after.isNegative() || !patience.isPositive() || !retry.isPositive()) {
        throw new IllegalArgumentException("docker.standby: durations are positive");
      }
    }

    static Standby from(Config config) {
      return new Standby(
          config.getInt("most"),
          config.getDuration("after"),
          config.getInt("concurrent"),
          config.getDuration("patience"),
          config.getDuration("retry"));
    }
  }

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
            config.getDuration("ping-timeout")),
        Standby.from(config.getConfig("standby")));
  }
}
