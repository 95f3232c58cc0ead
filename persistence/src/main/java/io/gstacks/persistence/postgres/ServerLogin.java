package io.gstacks.persistence.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** A session of start-up: what must be true of the server before anything uses it. */
final class ServerLogin implements AutoCloseable {
  private static final String WRONG_PASSWORD = "28P01";
  private static final Duration POLL = Duration.ofMillis(20);
  private static final List<String> MUST_BE_ON =
      List.of("fsync", "synchronous_commit", "full_page_writes");

  private final Connection connection;

  private ServerLogin(Connection connection) {
    this.connection = connection;
  }

  /** Waits until the server answers: recovery after a crash takes seconds. */
  static ServerLogin await(
      DatabaseAddress address, ProcessHandle process, PostgresSettings settings)
      throws SQLException {
    long deadline = System.nanoTime() + settings.startTimeout().toNanos();
    while (true) {
      try {
        return new ServerLogin(
            DriverManager.getConnection(address.url(), address.user(), address.password()));
      } catch (SQLException e) {
        if (WRONG_PASSWORD.equals(e.getSQLState())) {
          throw new PostgresException(
              "the password in %s does not open the PostgreSQL on %s; it is left alone"
                  .formatted(settings.passwordFile(), settings.data()),
              e);
        }
        if (!process.isAlive() || System.nanoTime() > deadline) {
          throw new PostgresException(
              "PostgreSQL does not answer, see " + settings.log() + ": " + e.getMessage(), e);
        }
        pause();
      }
    }
  }

  /** Reads back what the server really does; options of a file or a role could have undone it. */
  void requireDurable() throws SQLException {
    for (var setting : MUST_BE_ON) {
      var value = text("select current_setting('" + setting + "')");
      if (!value.equals("on")) {
        throw new PostgresException(
            "PostgreSQL runs with %s = %s, with which acknowledged writes may be lost; it must be on"
                .formatted(setting, value));
      }
    }
  }

  /** Sessions of the dead process may still write; nobody recovers before they are gone. */
  void endOtherSessions(Duration timeout) throws SQLException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!text("""
    select count(pg_terminate_backend(pid)) from pg_stat_activity
    where pid <> pg_backend_pid() and backend_type = 'client backend'\
    """)
        .equals("0")) {
      if (System.nanoTime() > deadline) {
        throw new PostgresException("sessions of the killed control plane do not end");
      }
      pause();
    }
  }

  void ensureDatabase(String name) throws SQLException {
    if (text("select count(*) from pg_database where datname = '" + name + "'").equals("0")) {
      try (var statement = connection.createStatement()) {
        statement.execute("create database " + name);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private String text(String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PostgresException("interrupted while PostgreSQL started", e);
    }
  }
}
