package io.gstacks.bench.installation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/** The journal of an installation, read past the control plane, in its embedded PostgreSQL. */
public final class Journal implements AutoCloseable {
  private static final int FETCH_SIZE = 5_000;

  private final Connection connection;
  private final long postmaster;

  private Journal(Connection connection, long postmaster) {
    this.connection = connection;
    this.postmaster = postmaster;
  }

  public static Journal open(Installation installation) throws IOException, SQLException {
    var server = installation.home().resolve("server");
    var lines = Files.readAllLines(server.resolve("postgres").resolve("postmaster.pid"));
    var login = new Properties();
    login.setProperty("user", "gstacks");
    login.setProperty("password", password(server));
    login.setProperty("ApplicationName", "gstacks-bench");
    var url = "jdbc:postgresql://127.0.0.1:" + lines.get(3).strip() + "/gstacks";
    return new Journal(
        DriverManager.getConnection(url, login), Long.parseLong(lines.getFirst().strip()));
  }

  private static String password(Path server) throws IOException {
    return Files.readString(server.resolve("keys").resolve("postgres.password")).strip();
  }

  public long postmasterPid() {
    return postmaster;
  }

  /** The settings that a write rate depends on. */
  public Map<String, Object> settings() throws SQLException {
    Map<String, Object> settings = new LinkedHashMap<>();
    for (var name :
        new String[] {
          "server_version",
          "fsync",
          "synchronous_commit",
          "full_page_writes",
          "wal_sync_method",
          "shared_buffers",
          "wal_buffers",
          "max_wal_size",
          "checkpoint_timeout"
        }) {
      settings.put(name, text("select current_setting('" + name + "')"));
    }
    return settings;
  }

  /** Fresh statistics, so that no plan is of an empty table. */
  public void analyze() throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("analyze");
    }
  }

  /** The position after which what happens from now on will stand. */
  public long head() throws SQLException {
    return number("select coalesce(max(ordering), 0) from event_journal");
  }

  /** How many sandboxes were started since that position. */
  public long startedSince(long head) throws SQLException {
    return number(
        "select count(distinct persistence_id) from event_journal"
            + " where event_ser_manifest like 'sandbox.started/%' and ordering > "
            + head);
  }

  /** When each sandbox of that time was requested and first started. */
  public Lifetimes lifetimesSince(long head) throws SQLException {
    var lifetimes = new Lifetimes();
    var sql =
        "select split_part(persistence_id, '|', 2), split_part(name, '/', 1),"
            + " (recorded->>'at')::timestamptz from journal where ordering > ? and"
            + " split_part(name, '/', 1) in ('sandbox.requested', 'sandbox.started')";
    connection.setAutoCommit(false);
    try (var statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(FETCH_SIZE);
      statement.setLong(1, head);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var at = rows.getObject(3, OffsetDateTime.class).toInstant();
          lifetimes.add(rows.getString(1), rows.getString(2), at);
        }
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    return lifetimes;
  }

  /** The last event of each of these sandboxes, counted by its name. */
  public Map<String, Integer> lastEvents(Set<String> sandboxes) throws SQLException {
    var sql =
        "select distinct on (persistence_id) event_ser_manifest from event_journal"
            + " where persistence_id = any(?) order by persistence_id, sequence_number desc";
    var ids = sandboxes.stream().map(id -> "Sandbox|" + id).toArray();
    Map<String, Integer> counts = new TreeMap<>();
    try (var statement = connection.prepareStatement(sql)) {
      statement.setArray(1, connection.createArrayOf("text", ids));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          counts.merge(rows.getString(1), 1, Integer::sum);
        }
      }
    }
    return counts;
  }

  /** Counters of the server since its start: transactions, rows written, forced WAL writes. */
  public Map<String, Long> counters() throws SQLException {
    Map<String, Long> counters = new HashMap<>();
    counters.put(
        "commits",
        number("select xact_commit from pg_stat_database where datname = current_database()"));
    counters.put(
        "rows",
        number(
            "select tup_inserted + tup_updated + tup_deleted from pg_stat_database where datname = current_database()"));
    counters.put(
        "fsyncs", number("select coalesce(sum(fsyncs), 0) from pg_stat_io where object = 'wal'"));
    counters.put("events", number("select coalesce(max(ordering), 0) from event_journal"));
    return counters;
  }

  private long number(String sql) throws SQLException {
    return Long.parseLong(text(sql));
  }

  private String text(String sql) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
