package io.gstacks.persistence.feed;

import io.gstacks.persistence.feed.Eras.Era;
import io.gstacks.persistence.journal.JournalJson;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the journal in the order of the feed: by transaction id and then by ordering, and of the
 * present era only what was written by transactions below the oldest that still runs. Every
 * transaction below that bound has ended, so nothing can appear behind a position: no gaps, and no
 * waiting by the clock.
 */
final class FeedReader {
  /** The name of the first column must not be xid: {@code order by} would sort by its text. */
  private static final String COLUMNS =
      "select xid::text as transaction, ordering, persistence_id, sequence_number, event_ser_manifest, event_payload from event_journal ";

  private static final String PRESENT =
      COLUMNS
          + """
          where (xid, ordering) > (?::text::xid8, ?) and xid < pg_snapshot_xmin(pg_current_snapshot())
            and ordering > ?
          order by xid, ordering limit ?\
          """;

  private static final String ENDED =
      COLUMNS
          + """
          where (xid, ordering) > (?::text::xid8, ?) and ordering > ? and ordering <= ?
          order by xid, ordering limit ?\
          """;

  private static final String NEWEST =
      """
      select xid::text as transaction, ordering from event_journal
      where xid < pg_snapshot_xmin(pg_current_snapshot()) and ordering > ?
      order by xid desc, ordering desc limit 1\
      """;

  private static final String HELD =
      """
      select application_name || ' (pid ' || pid || ', ' || coalesce(state, 'unknown') || ')',
             extract(epoch from clock_timestamp() - xact_start)
      from pg_stat_activity where backend_xid is not null order by age(backend_xid) desc limit 1\
      """;

  private final Eras eras;
  private final JournalJson json;
  private final int batch;

  FeedReader(Eras eras, JournalJson json, int batch) {
    this.eras = eras;
    this.json = json;
    this.batch = batch;
  }

  /** The next entries; of a later era when there are no more in this position's. */
  List<FeedEntry> after(Connection connection, FeedPosition position) throws SQLException {
    var from = position;
    while (true) {
      var era = eras.era(from.era());
      var entries =
          eras.isCurrent(era.number())
              ? present(connection, era, from)
              : ended(connection, era, from);
      if (!entries.isEmpty() || eras.isCurrent(era.number())) {
        return entries;
      }
      from = new FeedPosition(era.number() + 1, 0, 0);
    }
  }

  /** Refuses a position of an era that is not yet. */
  void require(FeedPosition position) {
    eras.era(position.era());
  }

  /** The position of the last event that the feed may show at this moment. */
  FeedPosition newest(Connection connection) throws SQLException {
    var era = eras.current();
    try (var query = connection.prepareStatement(NEWEST)) {
      query.setLong(1, era.after());
      try (var row = query.executeQuery()) {
        return row.next()
            ? new FeedPosition(era.number(), Long.parseLong(row.getString(1)), row.getLong(2))
            : new FeedPosition(era.number(), 0, 0);
      }
    }
  }

  static Optional<FeedHold> held(Connection connection) throws SQLException {
    try (var query = connection.createStatement();
        var row = query.executeQuery(HELD)) {
      return row.next()
          ? Optional.of(
              new FeedHold(row.getString(1), Duration.ofMillis((long) (row.getDouble(2) * 1000))))
          : Optional.empty();
    }
  }

  private List<FeedEntry> present(Connection connection, Era era, FeedPosition from)
      throws SQLException {
    try (var query = connection.prepareStatement(PRESENT)) {
      query.setString(1, String.valueOf(from.xid()));
      query.setLong(2, from.ordering());
      query.setLong(3, era.after());
      query.setInt(4, batch);
      return entries(era, query);
    }
  }

  private List<FeedEntry> ended(Connection connection, Era era, FeedPosition from)
      throws SQLException {
    try (var query = connection.prepareStatement(ENDED)) {
      query.setString(1, String.valueOf(from.xid()));
      query.setLong(2, from.ordering());
      query.setLong(3, era.after());
      query.setLong(4, eras.end(era));
      query.setInt(5, batch);
      return entries(era, query);
    }
  }

  private List<FeedEntry> entries(Era era, PreparedStatement query) throws SQLException {
    var entries = new ArrayList<FeedEntry>();
    try (var rows = query.executeQuery()) {
      while (rows.next()) {
        entries.add(entry(era, rows));
      }
    }
    return entries;
  }

  private FeedEntry entry(Era era, ResultSet row) throws SQLException {
    var id = row.getString(3);
    int bar = id.indexOf('|');
    var manifest = row.getString(5);
    return new FeedEntry(
        new FeedPosition(era.number(), Long.parseLong(row.getString(1)), row.getLong(2)),
        id.substring(0, Math.max(0, bar)),
        id.substring(bar + 1),
        row.getLong(4),
        manifest,
        content(row.getBytes(6), manifest));
  }

  private FeedEntry.Content content(byte[] payload, String manifest) {
    try {
      return new FeedEntry.Decoded(json.readEvent(payload, manifest));
    } catch (IOException | RuntimeException e) {
      return new FeedEntry.Undecodable(String.valueOf(e.getMessage()));
    }
  }
}
