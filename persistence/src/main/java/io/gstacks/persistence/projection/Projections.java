package io.gstacks.persistence.projection;

import io.gstacks.persistence.feed.JournalFeed;
import io.gstacks.persistence.journal.JournalRegistry;
import io.gstacks.persistence.postgres.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Keeps every read table of the installation, and {@code wakeup}, from the journal feed, on one
 * thread. One of it runs in a cluster (its place is a cluster singleton's); should there be two for
 * a moment, the position in the database lets only one of them count.
 */
public final class Projections implements AutoCloseable {
  private final ProjectionRunner runner;

  private Projections(ProjectionRunner runner) {
    this.runner = runner;
  }

  public static Projections start(
      Database database,
      JournalFeed feed,
      JournalRegistry registry,
      ProjectionSettings settings,
      Clock clock) {
    var projections = new ArrayList<>(TableProjection.all(registry.entities()));
    projections.add(new WakeupProjection());
    refuseSharedTables(projections);
    var runner = new ProjectionRunner(database.pool(), feed, projections, settings, clock);
    runner.start();
    return new Projections(runner);
  }

  /**
   * How long after its decision an event reached its rows, of late; while some wait, how long they
   * have waited.
   */
  public Duration lag() {
    return runner.lag();
  }

  /** How many events are parked. More than none is an alarm. */
  public long parked() {
    return runner.parked();
  }

  /** The names of all projections: their tables, joined by {@code +}. */
  public List<String> names() {
    return runner.names();
  }

  /**
   * Empties a projection's tables and makes them again from the journal, beside the others. The
   * stage completes when they are up to date.
   */
  public CompletionStage<Void> rebuild(String name) {
    return runner.rebuild(name);
  }

  @Override
  public void close() {
    runner.close();
  }

  private static void refuseSharedTables(List<Projection> projections) {
    var tables = new HashSet<String>();
    for (var projection : projections) {
      for (var table : projection.tables()) {
        if (!tables.add(table)) {
          throw new IllegalStateException("two projections write the table " + table);
        }
      }
    }
  }
}
