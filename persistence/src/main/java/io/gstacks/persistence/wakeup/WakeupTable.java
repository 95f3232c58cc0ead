package io.gstacks.persistence.wakeup;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of {@code wakeup}: written by the projection runner, read by the {@link Waker}. */
public final class WakeupTable {
  public static final String NAME = "wakeup";

  private static final String WISH =
      """
      insert into wakeup (persistence_id, wake_at)
      select * from unnest(?::text[], ?::timestamptz[])
      on conflict (persistence_id) do update set wake_at = excluded.wake_at
      where wakeup.wake_at <> excluded.wake_at\
      """;

  private static final String CLEAR = "delete from wakeup where persistence_id = any(?::text[])";

  private static final String DUE =
      """
      select persistence_id, wake_at from wakeup
      where wake_at <= ? and (wake_at, persistence_id) > (?, ?)
      order by wake_at, persistence_id limit ?\
      """;

  private WakeupTable() {}

  /** A row of somebody whose time has come. */
  record Due(String persistenceId, Instant wakeAt) {
    /** Before all rows. */
    static Due none() {
      return new Due("", Instant.EPOCH);
    }
  }

  /** Two statements for any number of entities: wishes are put, and what is not wished is gone. */
  public static void put(Connection connection, Map<String, Optional<Instant>> wishes)
      throws SQLException {
    var wish = new ArrayList<String>();
    var at = new ArrayList<String>();
    var clear = new ArrayList<String>();
    wishes.forEach((id, time) -> {
      if (time.isPresent()) {
        wish.add(id);
        at.add(time.get().toString());
      } else {
        clear.add(id);
      }
    });
    if (!wish.isEmpty()) {
      execute(connection, WISH, wish, at);
    }
    if (!clear.isEmpty()) {
      execute(connection, CLEAR, clear);
    }
  }

  /** The rows that are due, from the oldest, after the given one. */
  static List<Due> due(Connection connection, Instant now, Due after, int limit)
      throws SQLException {
    try (var query = connection.prepareStatement(DUE)) {
      query.setObject(1, now.atOffset(ZoneOffset.UTC));
      query.setObject(2, after.wakeAt().atOffset(ZoneOffset.UTC));
      query.setString(3, after.persistenceId());
      query.setInt(4, limit);
      var due = new ArrayList<Due>();
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          due.add(new Due(rows.getString(1), rows.getObject(2, OffsetDateTime.class).toInstant()));
        }
      }
      return due;
    }
  }

  @SafeVarargs
  private static void execute(Connection connection, String sql, List<String>... arrays)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arrays.length; i++) {
        statement.setArray(i + 1, connection.createArrayOf("text", arrays[i].toArray()));
      }
      statement.executeUpdate();
    }
  }
}
