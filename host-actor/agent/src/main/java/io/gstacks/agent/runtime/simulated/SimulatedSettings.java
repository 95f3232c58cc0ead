package io.gstacks.agent.runtime.simulated;

import com.typesafe.config.Config;
import java.time.Duration;

/** How simulated hosts behave. */
public record SimulatedSettings(
    Duration start,
    double spread,
    Duration other,
    double startFailures,
    double exitsPerMinute,
    Size size,
    int concurrentEnrolments,
    Duration keepAlive) {

  /** What one simulated host has. */
  public record Size(int cpuMillis, int memoryMib, int diskMib) {}

  public SimulatedSettings {
    if (start.isNegative() || other.isNegative() || spread < 0) {
      throw new IllegalArgumentException(
          "simulated.start, simulated.other and simulated.spread are not negative");
    }
    part("start-failures", startFailures);
    part("exits-per-minute", exitsPerMinute);
    if (size.cpuMillis < 1 || size.memoryMib < 1 || size.diskMib < 1) {
      throw new IllegalArgumentException("a simulated host has some of everything");
    }
    if (!keepAlive.isPositive()) {
      throw new IllegalArgumentException("simulated.keep-alive is positive");
    }
    if (concurrentEnrolments < 1) {
      throw new IllegalArgumentException("simulated.concurrent-enrolments is at least 1");
    }
  }

  public static SimulatedSettings from(Config config) {
    return new SimulatedSettings(
        config.getDuration("start"),
        config.getDouble("spread"),
        config.getDuration("other"),
        config.getDouble("start-failures"),
        config.getDouble("exits-per-minute"),
        new Size(
            config.getInt("cpu-millis"), config.getInt("memory-mib"), config.getInt("disk-mib")),
        config.getInt("concurrent-enrolments"),
        config.getDuration("keep-alive"));
  }

  private static void part(String name, double value) {
    if (value < 0 || value > 1) {
      throw new IllegalArgumentException("simulated." + name + " is between 0 and 1");
    }
  }
}
