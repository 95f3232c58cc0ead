package io.gstacks.persistence.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The three statements of the journal. Each takes arrays, so that its text, and with it the
 * server's plan, is the same for one row and for 400; and each is a transaction by itself, one
 * round trip.
 */
final class JournalSql {
  private static final String INSERT =
      """
      insert into event_journal
        (persistence_id, sequence_number, writer, write_timestamp, event_ser_id, event_ser_manifest, event_payload)
      select * from unnest(?::text[], ?::bigint[], ?::text[], ?::bigint[], ?::int[], ?::text[], ?::bytea[])\
      """;

  private static final String HIGHEST =
      """
      select asked.id, (select max(sequence_number) from event_journal where persistence_id = asked.id)
      from unnest(?::text[]) as asked(id)\
      """;

  private static final String REPLAY =
      """
      select asked.n, event.*
      from unnest(?::text[], ?::bigint[], ?::bigint[]) with ordinality as asked(id, first, last, n)
      cross join lateral (
        select persistence_id, sequence_number, writer, write_timestamp, event_ser_id, event_ser_manifest, event_payload
        from event_journal
        where persistence_id = asked.id and sequence_number between asked.first and asked.last
        order by sequence_number limit ?) as event
      order by asked.n, event.sequence_number\
      """;

  private JournalSql() {}

  /** A part of one entity's events, both ends included. */
  record Range(String persistenceId, long first, long last) {}

  static void insert(Connection connection, List<JournalRow> rows) throws SQLException {
    try (var insert = connection.prepareStatement(INSERT)) {
      array(insert, 1, "text", rows, row -> row.persistenceId);
      array(insert, 2, "bigint", rows, row -> row.sequence);
      array(insert, 3, "text", rows, row -> row.writer);
      array(insert, 4, "bigint", rows, row -> row.writtenAt);
      array(insert, 5, "integer", rows, row -> row.serializer);
      array(insert, 6, "text", rows, row -> row.manifest);
      insert.setArray(
          7,
          connection.createArrayOf(
              "bytea", rows.stream().map(row -> row.payload).toArray(byte[][]::new)));
      insert.executeUpdate();
    }
  }

  /** The highest sequence number of each; 0 for what has none. */
  static Map<String, Long> highest(Connection connection, List<String> ids) throws SQLException {
    try (var query = connection.prepareStatement(HIGHEST)) {
      array(query, 1, "text", ids, id -> id);
      var highest = new HashMap<String, Long>();
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          highest.put(rows.getString(1), rows.getLong(2));
        }
      }
      return highest;
    }
  }

  /** Passes on every row with the index of the range that asked for it. */
  static void replay(Connection connection, List<Range> ranges, int limit, Replayed replayed)
      throws SQLException {
    try (var query = connection.prepareStatement(REPLAY)) {
      array(query, 1, "text", ranges, Range::persistenceId);
      array(query, 2, "bigint", ranges, Range::first);
      array(query, 3, "bigint", ranges, Range::last);
      query.setInt(4, limit);
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          replayed.row(rows.getInt(1) - 1, row(rows));
        }
      }
    }
  }

  @FunctionalInterface
  interface Replayed {
    void row(int range, JournalRow row);
  }

  private static JournalRow row(ResultSet rows) throws SQLException {
    return new JournalRow(
        rows.getString(2),
        rows.getLong(3),
        rows.getString(4),
        rows.getLong(5),
        rows.getInt(6),
        rows.getString(7),
        rows.getBytes(8));
  }

  private static <T> void array(
      PreparedStatement statement, int index, String type, List<T> from, Function<T, Object> value)
      throws SQLException {
    statement.setArray(
        index, statement.getConnection().createArrayOf(type, from.stream().map(value).toArray()));
  }
}
