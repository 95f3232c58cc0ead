package io.gstacks.persistence.projection;

import io.gstacks.persistence.feed.FeedEntry;
import io.gstacks.persistence.feed.FeedEntry.Decoded;
import io.gstacks.persistence.feed.FeedEntry.Undecodable;
import io.gstacks.persistence.feed.FeedPosition;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies a batch of entries and moves the positions of its projections in one transaction, so that
 * each event counts once. If that fails, it does the same again event by event, and parks those
 * that cannot be applied.
 */
final class ProjectionBatch {
  /** Classes of SQLSTATE that are no event's fault: they pass, and the batch is tried again. */
  private static final Set<String> PASSING = Set.of("08", "40", "53", "55", "57", "58", "XX");

  private static final Logger log = LoggerFactory.getLogger(ProjectionBatch.class);

  private final DataSource database;

  ProjectionBatch(DataSource database) {
    this.database = database;
  }

  void apply(
      List<Projection> projections, FeedPosition from, List<FeedEntry> entries, FeedPosition to)
      throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        begin(connection, projections, from, to);
        together(connection, projections, entries);
        connection.commit();
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        refuseToPark(e);
        begin(connection, projections, from, to);
        singly(connection, projections, entries);
        connection.commit();
      }
    }
  }

  /** Empties a projection's tables and puts it at the start. */
  void reset(Projection projection) throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try (var statement = connection.createStatement()) {
        Positions.put(connection, projection.name(), FeedPosition.start());
        for (var table : projection.tables()) {
          statement.execute("truncate table " + table);
        }
        ParkedEvents.forget(connection, projection.name());
        connection.commit();
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      }
    }
  }

  /**
   * What is lost with the last milliseconds of a crashed server is position and rows alike, and is
   * applied again: so the commit need not wait for the disk.
   */
  private static void begin(
      Connection connection, List<Projection> projections, FeedPosition from, FeedPosition to)
      throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("set local synchronous_commit = off");
    }
    Positions.move(connection, Positions.names(projections), from, to);
  }

  private static void together(
      Connection connection, List<Projection> projections, List<FeedEntry> entries)
      throws SQLException {
    var updates = new DeferredUpdates(connection);
    for (var projection : projections) {
      projection.apply(updates, entries);
      updates.flush();
    }
    parkUndecodable(connection, entries);
  }

  private static void singly(
      Connection connection, List<Projection> projections, List<FeedEntry> entries)
      throws SQLException {
    var updates = new DeferredUpdates(connection);
    for (var projection : projections) {
      for (var entry : entries) {
        var savepoint = connection.setSavepoint();
        try {
          projection.apply(updates, List.of(entry));
          updates.flush();
          connection.releaseSavepoint(savepoint);
        } catch (SQLException | RuntimeException e) {
          updates.discard();
          connection.rollback(savepoint);
          refuseToPark(e);
          park(connection, projection.name(), entry, reason(e));
        }
      }
    }
    parkUndecodable(connection, entries);
  }

  private static void parkUndecodable(Connection connection, List<FeedEntry> entries)
      throws SQLException {
    for (var entry : entries) {
      switch (entry.content()) {
        case Decoded _ -> {}
        case Undecodable(var reason) -> park(connection, ParkedEvents.ALL, entry, reason);
      }
    }
  }

  private static void park(Connection connection, String projection, FeedEntry entry, String reason)
      throws SQLException {
    ParkedEvents.park(connection, projection, entry, reason);
    log.atError()
        .addKeyValue("projection", projection)
        .addKeyValue("entity", entry.persistenceId())
        .addKeyValue("sequence", entry.sequence())
        .addKeyValue("event", entry.manifest())
        .addKeyValue("reason", reason)
        .log("an event is parked; the read tables lack it until a rebuild");
  }

  /** A batch's failure repeats the whole statement; what the database said is its cause. */
  private static String reason(Exception failure) {
    var said = failure instanceof BatchUpdateException ? failure.getCause() : failure;
    return said == null ? failure.toString() : said.toString();
  }

  private static void refuseToPark(Exception failure) throws SQLException {
    switch (failure) {
      case Positions.MovedByAnother moved -> throw moved;
      case SQLException sql when isPassing(sql) -> throw sql;
      default -> {}
    }
  }

  private static boolean isPassing(SQLException failure) {
    var state = failure.getSQLState();
    return state == null || PASSING.contains(state.substring(0, 2));
  }
}
