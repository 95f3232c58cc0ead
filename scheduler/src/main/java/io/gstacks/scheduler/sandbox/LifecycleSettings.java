package io.gstacks.scheduler.sandbox;

import com.typesafe.config.Config;
import java.time.Duration;
import java.time.Instant;

/**
 * What an operator may set of a sandbox's life: {@code gstacks.scheduler.sandbox}.
 *
 * @param repeatAfter how long an unanswered request or order waits before it is repeated
 * @param restartDelay the pause before an interrupted sandbox starts again; doubles with each
 *     failure up to {@code restartDelayMax}
 * @param placementAttempts hosts that a new sandbox is tried on before it is an error
 * @param provisionDeadline for pulling, making and starting; {@code orderDeadline} for the rest
 * @param stopGrace between SIGTERM and SIGKILL
 * @param workspaceRetention how long an archived sandbox's files stay on its host
 * @param passivateAfter without messages, its entity leaves memory
 * @param waiters callers that may wait for one sandbox to settle; more take the place of the oldest
 * @param progressEvents steps of long orders that one sandbox records while it is in memory
 */
public record LifecycleSettings(
    Duration repeatAfter,
    Duration restartDelay,
    Duration restartDelayMax,
    int placementAttempts,
    Duration provisionDeadline,
    Duration orderDeadline,
    Duration stopGrace,
    Duration workspaceRetention,
    Duration passivateAfter,
    int waiters,
    int progressEvents) {
  public LifecycleSettings {
    positive("repeat-after", repeatAfter);
    positive("restart-delay", restartDelay);
    positive("provision-deadline", provisionDeadline);
    positive("order-deadline", orderDeadline);
    positive("passivate-after", passivateAfter);
    require(restartDelayMax.compareTo(restartDelay) >= 0, "restart-delay-max", restartDelayMax);
    require(placementAttempts >= 1, "placement-attempts", placementAttempts);
    require(!stopGrace.isNegative(), "stop-grace", stopGrace);
    require(!workspaceRetention.isNegative(), "workspace-retention", workspaceRetention);
    require(waiters >= 1, "waiters", waiters);
    require(progressEvents >= 0, "progress-events", progressEvents);
  }

  public static LifecycleSettings from(Config config) {
    return new LifecycleSettings(
        config.getDuration("repeat-after"),
        config.getDuration("restart-delay"),
        config.getDuration("restart-delay-max"),
        config.getInt("placement-attempts"),
        config.getDuration("provision-deadline"),
        config.getDuration("order-deadline"),
        config.getDuration("stop-grace"),
        config.getDuration("workspace-retention"),
        config.getDuration("passivate-after"),
        config.getInt("waiters"),
        config.getInt("progress-events"));
  }

  /** When to try again after so many failures in a row: twice as late each time, to a limit. */
  Instant backOff(Instant now, int failures) {
    var doubled = restartDelay.multipliedBy(1L << Math.clamp(failures, 0, 20));
    return now.plus(doubled.compareTo(restartDelayMax) < 0 ? doubled : restartDelayMax);
  }

  private static void positive(String key, Duration value) {
    require(value.isPositive(), key, value);
  }

  private static void require(boolean holds, String key, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(
          "gstacks.scheduler.sandbox." + key + " cannot be " + value);
    }
  }
}
