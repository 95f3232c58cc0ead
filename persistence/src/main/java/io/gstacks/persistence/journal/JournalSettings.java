package io.gstacks.persistence.journal;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How the journal writes and reads; the numbers were measured.
 *
 * @param connections of the journal's own pool
 * @param parallelism writing transactions at a time: fewer and fuller ones are faster
 * @param batchSize writes in one transaction at the most
 * @param bufferSize writes that wait at the most; one more fails, so it is above what can be in
 *     flight
 * @param maxRecoveries entities that recover at the same time
 * @param connectionTimeout a database that restarts is away for a second or two
 * @param breakerFailures above any burst: only a database that is away opens the breaker
 * @param breakerReset how soon an open breaker tries again
 * @param callTimeout when a write that is not answered counts as failed
 */
public record JournalSettings(
    int connections,
    int parallelism,
    int batchSize,
    int bufferSize,
    int maxRecoveries,
    Duration connectionTimeout,
    int breakerFailures,
    Duration breakerReset,
    Duration callTimeout) {
  /** Beside the writers the two replays and the one query of highest numbers need connections. */
  private static final int READERS = 3;

  public JournalSettings {
    if (connections < parallelism + READERS) {
      throw new IllegalArgumentException(
          "gstacks.persistence.journal.connections must be parallelism + 3 or more: "
              + connections);
    }
  }

  /** From {@code gstacks.persistence.journal} of the configuration. */
  public static JournalSettings from(Config root) {
    var config = root.getConfig("gstacks.persistence.journal");
    return new JournalSettings(
        config.getInt("connections"),
        config.getInt("parallelism"),
        config.getInt("batch-size"),
        config.getInt("buffer-size"),
        config.getInt("max-recoveries"),
        config.getDuration("connection-timeout"),
        config.getInt("breaker-failures"),
        config.getDuration("breaker-reset"),
        config.getDuration("call-timeout"));
  }
}
