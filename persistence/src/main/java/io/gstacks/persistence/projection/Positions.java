package io.gstacks.persistence.projection;

import io.gstacks.persistence.feed.FeedPosition;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of {@code projection_position}. */
final class Positions {
  private static final String MOVE =
      """
      update projection_position set era = ?, xid = ?, ordering = ?
      where projection = any(?) and era = ? and xid = ? and ordering = ?\
      """;

  private static final String PUT =
      """
      insert into projection_position (projection, era, xid, ordering) values (?, ?, ?, ?)
      on conflict (projection) do update set era = excluded.era, xid = excluded.xid, ordering = excluded.ordering\
      """;

  private Positions() {}

  static Map<String, FeedPosition> read(Connection connection) throws SQLException {
    var positions = new HashMap<String, FeedPosition>();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select projection, era, xid, ordering from projection_position")) {
      while (rows.next()) {
        positions.put(
            rows.getString(1), new FeedPosition(rows.getInt(2), rows.getLong(3), rows.getLong(4)));
      }
    }
    return positions;
  }

  /**
   * Moves projections from one position to the next. Their rows stay locked to the transaction's
   * end, and it throws when one of them is elsewhere: another runner was faster, and what this one
   * would do is done already.
   */
  static void move(
      Connection connection, Collection<String> projections, FeedPosition from, FeedPosition to)
      throws SQLException {
    try (var update = connection.prepareStatement(MOVE)) {
      update.setInt(1, to.era());
      update.setLong(2, to.xid());
      update.setLong(3, to.ordering());
      update.setArray(4, connection.createArrayOf("text", projections.toArray()));
      update.setInt(5, from.era());
      update.setLong(6, from.xid());
      update.setLong(7, from.ordering());
      if (update.executeUpdate() != projections.size()) {
        throw new MovedByAnother();
      }
    }
  }

  static void put(Connection connection, String projection, FeedPosition position)
      throws SQLException {
    try (var insert = connection.prepareStatement(PUT)) {
      insert.setString(1, projection);
      insert.setInt(2, position.era());
      insert.setLong(3, position.xid());
      insert.setLong(4, position.ordering());
      insert.executeUpdate();
    }
  }

  /** Two runners were at work; the loser reads where things stand and goes on from there. */
  static final class MovedByAnother extends RuntimeException {
    MovedByAnother() {
      super("another projection runner moved the position");
    }
  }

  static List<String> names(Collection<Projection> projections) {
    return projections.stream().map(Projection::name).sorted().toList();
  }
}
