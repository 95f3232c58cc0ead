package io.gstacks.persistence.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.gstacks.persistence.postgres.DatabaseAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * The configuration of Pekko's journal and snapshot store for a database. Tests and the server use
 * this one, so that what is tested is what runs.
 */
public final class PersistenceConfig {
  private static final String DATABASE = "pekko-persistence-jdbc.shared-databases.slick.";

  private PersistenceConfig() {}

  /** With the settings of {@code reference.conf} and the environment. */
  public static Config of(DatabaseAddress address) {
    return of(address, JournalSettings.from(ConfigFactory.load()));
  }

  /** To be put before the rest: {@code of(...).withFallback(ConfigFactory.load())}. */
  public static Config of(DatabaseAddress address, JournalSettings settings) {
    var values = new HashMap<String, Object>();
    values.put("pekko.persistence.journal.plugin", "jdbc-journal");
    values.put("pekko.persistence.snapshot-store.plugin", "jdbc-snapshot-store");
    values.put("pekko.persistence.max-concurrent-recoveries", settings.maxRecoveries());
    database(values, address, settings);
    journal(values, settings);
    breaker(values, "jdbc-journal", settings);
    values.put("jdbc-snapshot-store.use-shared-db", "slick");
    breaker(values, "jdbc-snapshot-store", settings);
    return ConfigFactory.parseMap(values, "the journal's database");
  }

  private static void journal(Map<String, Object> values, JournalSettings settings) {
    values.put("jdbc-journal.use-shared-db", "slick");
    values.put("jdbc-journal.dao", GstacksJournalDao.class.getName());
    values.put("jdbc-journal.bufferSize", settings.bufferSize());
    values.put("jdbc-journal.batchSize", settings.batchSize());
    values.put("jdbc-journal.parallelism", settings.parallelism());
    // The primary key admits one writer for each sequence number, and the DAO refuses holes: the
    // filter would cost an actor for every recovery and find nothing.
    values.put("jdbc-journal.replay-filter.mode", "off");
    // Answers to different entities need no common order.
    values.put("jdbc-journal.write-response-global-order", "off");
  }

  private static void database(
      Map<String, Object> values, DatabaseAddress address, JournalSettings settings) {
    values.put(DATABASE + "profile", "slick.jdbc.PostgresProfile$");
    values.put(DATABASE + "db.url", address.url());
    values.put(DATABASE + "db.user", address.user());
    values.put(DATABASE + "db.password", address.password());
    values.put(DATABASE + "db.driver", "org.postgresql.Driver");
    values.put(DATABASE + "db.poolName", "journal");
    values.put(DATABASE + "db.numThreads", settings.connections());
    values.put(DATABASE + "db.maxConnections", settings.connections());
    values.put(DATABASE + "db.minConnections", settings.connections());
    values.put(DATABASE + "db.connectionTimeout", settings.connectionTimeout().toMillis());
    values.put(DATABASE + "db.validationTimeout", settings.connectionTimeout().toMillis() / 2);
    values.put(DATABASE + "db.properties.reWriteBatchedInserts", "true");
    values.put(DATABASE + "db.properties.prepareThreshold", "2");
    values.put(DATABASE + "db.properties.tcpKeepAlive", "true");
    values.put(DATABASE + "db.properties.ApplicationName", "gstacks-journal");
    // Every statement of the journal goes by its primary key; statistics of a young table may not
    // say so yet, and the plan is kept.
    values.put(
        DATABASE + "db.properties.options", "-c enable_seqscan=off -c enable_bitmapscan=off");
    values.put(
        DATABASE + "db.properties.socketTimeout",
        String.valueOf(settings.callTimeout().toSeconds()));
  }

  private static void breaker(Map<String, Object> values, String plugin, JournalSettings settings) {
    values.put(plugin + ".circuit-breaker.max-failures", settings.breakerFailures());
    values.put(plugin + ".circuit-breaker.call-timeout", settings.callTimeout().toMillis() + "ms");
    values.put(
        plugin + ".circuit-breaker.reset-timeout", settings.breakerReset().toMillis() + "ms");
  }
}
