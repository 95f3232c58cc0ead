package io.gstacks.persistence.postgres;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * A pool of connections.
 *
 * @param statementTimeout when an answer that does not come counts as a broken connection
 * @param idleInTransactionTimeout when the server ends a transaction in which nothing happens: it
 *     would hold the journal feed back
 */
public record PoolSettings(
    int size,
    Duration connectionTimeout,
    Duration statementTimeout,
    Duration idleInTransactionTimeout) {
  public PoolSettings {
    if (size < 2) {
      throw new IllegalArgumentException("a pool needs 2 connections or more: " + size);
    }
  }

  public static PoolSettings from(Config config) {
    return new PoolSettings(
        config.getInt("size"),
        config.getDuration("connection-timeout"),
        config.getDuration("statement-timeout"),
        config.getDuration("idle-in-transaction-timeout"));
  }
}
