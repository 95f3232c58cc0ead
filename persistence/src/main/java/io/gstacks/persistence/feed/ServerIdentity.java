package io.gstacks.persistence.feed;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Which history of which database system a connection speaks to.
 *
 * @param system given to a data directory when it is made
 * @param timeline raised by every promotion and every restore to a point in time
 */
record ServerIdentity(String system, long timeline) {
  static ServerIdentity of(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                """
                select system_identifier::text,
                       ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::bigint
                from pg_control_system()\
                """)) {
      row.next();
      return new ServerIdentity(row.getString(1), row.getLong(2));
    }
  }
}
