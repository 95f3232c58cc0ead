package io.gstacks.persistence.postgres;

import java.util.Map;

/** What every connection of gstacks says to the driver and the server. */
public final class ConnectionProperties {
  private ConnectionProperties() {}

  /** As measured: batches become multi-row inserts, plans are kept from the second use. */
  public static Map<String, String> of(PoolSettings settings) {
    return Map.of(
        "reWriteBatchedInserts", "true",
        "prepareThreshold", "2",
        "ApplicationName", "gstacks",
        "tcpKeepAlive", "true",
        "connectTimeout", String.valueOf(Math.max(1, settings.connectionTimeout().toSeconds())),
        "socketTimeout", String.valueOf(settings.statementTimeout().toSeconds()),
        "options",
            "-c idle_in_transaction_session_timeout="
                + settings.idleInTransactionTimeout().toMillis());
  }
}
