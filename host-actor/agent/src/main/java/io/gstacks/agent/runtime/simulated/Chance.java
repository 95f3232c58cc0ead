package io.gstacks.agent.runtime.simulated;

import io.gstacks.agent.runtime.Deadline;
import io.gstacks.agent.runtime.WorkFailedException;
import io.gstacks.agent.runtime.WorkFailedException.Code;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Latencies and faults as often as the settings say; a test brings its own dice. */
final class Chance {
  private static final int SECONDS_PER_MINUTE = 60;

  private final SimulatedSettings settings;
  private final RandomGenerator random;

  Chance(SimulatedSettings settings, Supplier<? extends RandomGenerator> random) {
    this.settings = settings;
    this.random = () -> random.get().nextLong();
  }

  boolean startFails() {
    return random.nextDouble() < settings.startFailures();
  }

  /** Whether a workload ends by itself within this second. */
  boolean exits() {
    return random.nextDouble() < settings.exitsPerMinute() / SECONDS_PER_MINUTE;
  }

  /** A log-normal time around the median; a deadline that comes first is one that passed. */
  Duration slowly(Duration median, Deadline deadline) {
    var nanos = (long) (median.toNanos() * Math.exp(settings.spread() * random.nextGaussian()));
    try {
      Thread.sleep(Duration.ofNanos(Math.min(nanos, deadline.left().toNanos())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WorkFailedException(Code.INTERNAL, "interrupted", e);
    }
    deadline.check();
    return Duration.ofNanos(nanos);
  }
}
