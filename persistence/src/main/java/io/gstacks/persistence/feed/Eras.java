package io.gstacks.persistence.feed;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The database systems that this journal has lived in. A journal that was moved to another one
 * (restored from a dump, imported) begins a new era there; older eras are ended, and read whole.
 */
record Eras(List<Era> eras) {
  /**
   * @param after events of this era have a higher ordering
   */
  record Era(int number, ServerIdentity server, long after) {}

  Eras {
    eras = List.copyOf(eras);
  }

  /** Reads the eras, and begins one where the present server is not the last one's. */
  static Eras establish(Connection connection, ServerIdentity present) throws SQLException {
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute("lock table journal_era in exclusive mode");
      var known = read(connection);
      if (known.isEmpty() || !known.getLast().server().system().equals(present.system())) {
        begin(connection, known.size() + 1, present);
      } else if (known.getLast().server().timeline() != present.timeline()) {
        statement.execute(
            "update journal_era set timeline = %d where era = %d"
                .formatted(present.timeline(), known.getLast().number()));
      }
      var eras = new Eras(read(connection));
      connection.commit();
      return eras;
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  Era current() {
    return eras.getLast();
  }

  boolean isCurrent(int era) {
    return era == current().number();
  }

  /** The era itself; for 0, before everything, the first. */
  Era era(int number) {
    if (number > current().number()) {
      throw new IllegalArgumentException("the journal has no era " + number);
    }
    return eras.get(Math.max(0, number - 1));
  }

  /** The highest ordering of an ended era. */
  long end(Era era) {
    return eras.get(era.number()).after();
  }

  private static List<Era> read(Connection connection) throws SQLException {
    var eras = new ArrayList<Era>();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select era, system_identifier, timeline, after_ordering from journal_era order by era")) {
      while (rows.next()) {
        eras.add(
            new Era(
                rows.getInt(1),
                new ServerIdentity(rows.getString(2), rows.getLong(3)),
                rows.getLong(4)));
      }
    }
    return eras;
  }

  private static void begin(Connection connection, int number, ServerIdentity server)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            insert into journal_era (era, system_identifier, timeline, after_ordering)
            values (?, ?, ?, case ? when 1 then 0 else coalesce((select max(ordering) from event_journal), 0) end)\
            """)) {
      insert.setInt(1, number);
      insert.setString(2, server.system());
      insert.setLong(3, server.timeline());
      insert.setInt(4, number);
      insert.executeUpdate();
    }
  }
}
