package io.gstacks.persistence.projection;

import io.gstacks.persistence.feed.FeedEntry;
import java.sql.Connection;
import java.sql.SQLException;

/** The rows of {@code parked_event}. */
final class ParkedEvents {
  /** For an event that nobody can read. */
  static final String ALL = "*";

  private static final int LONGEST_REASON = 1000;

  private ParkedEvents() {}

  static void park(Connection connection, String projection, FeedEntry entry, String reason)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            insert into parked_event (projection, persistence_id, sequence_number, manifest, reason)
            values (?, ?, ?, ?, ?) on conflict do nothing\
            """)) {
      insert.setString(1, projection);
      insert.setString(2, entry.persistenceId());
      insert.setLong(3, entry.sequence());
      insert.setString(4, entry.manifest());
      insert.setString(5, storable(reason));
      insert.executeUpdate();
    }
  }

  static void forget(Connection connection, String projection) throws SQLException {
    try (var delete =
        connection.prepareStatement("delete from parked_event where projection = ?")) {
      delete.setString(1, projection);
      delete.executeUpdate();
    }
  }

  static long count(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("select count(*) from parked_event")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static String storable(String reason) {
    var text = reason.replace('\0', '?');
    return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON);
  }
}
