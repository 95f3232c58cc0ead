package io.gstacks.scheduler.cluster;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * What an operator may set of placement: {@code gstacks.scheduler.placement}.
 *
 * @param tick how often it looks at the time; the other durations are kept to this exactness
 * @param maxBatch claims in one message to a host: 64 KiB is the most that a message may have
 * @param refusals hosts that may refuse a request before all of them are looked at once more
 * @param queue requests that wait or are on their way; what comes above that asks again later
 * @param unheardAfter silence after which a host is no candidate
 * @param settleFor how long requests wait at most after a start, or after many hosts fell silent
 * @param settleShare of the connected hosts that must have been heard of to have settled
 * @param silentShare of the hosts: when more fall silent together, something else is wrong
 * @param startTimeout after which a start that nobody ended no longer counts
 * @param idleAfter a scheduler without hosts and requests leaves memory
 */
public record ClusterSettings(
    Duration tick,
    int maxBatch,
    int refusals,
    int queue,
    Duration unheardAfter,
    Duration settleFor,
    double settleShare,
    double silentShare,
    Duration startTimeout,
    Duration idleAfter) {
  public ClusterSettings {
    positive("tick", tick);
    positive("unheard-after", unheardAfter);
    positive("start-timeout", startTimeout);
    positive("idle-after", idleAfter);
    require(!settleFor.isNegative(), "settle-for", settleFor);
    require(maxBatch >= 1 && maxBatch <= 256, "max-batch", maxBatch);
    require(refusals >= 0, "refusals", refusals);
    require(queue >= 1, "queue", queue);
    require(settleShare > 0 && settleShare <= 1, "settle-share", settleShare);
    require(silentShare > 0 && silentShare <= 1, "silent-share", silentShare);
  }

  public static ClusterSettings from(Config config) {
    return new ClusterSettings(
        config.getDuration("tick"),
        config.getInt("max-batch"),
        config.getInt("refusals"),
        config.getInt("queue"),
        config.getDuration("unheard-after"),
        config.getDuration("settle-for"),
        config.getDouble("settle-share"),
        config.getDouble("silent-share"),
        config.getDuration("start-timeout"),
        config.getDuration("idle-after"));
  }

  /** So long, in ticks; at least one. */
  long ticks(Duration duration) {
    return Math.max(1, Math.ceilDiv(duration.toMillis(), tick.toMillis()));
  }

  private static void positive(String key, Duration value) {
    require(value.isPositive(), key, value);
  }

  private static void require(boolean holds, String key, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(
          "gstacks.scheduler.placement." + key + " cannot be " + value);
    }
  }
}
