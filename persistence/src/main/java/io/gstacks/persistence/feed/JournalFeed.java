package io.gstacks.persistence.feed;

import io.gstacks.persistence.journal.JournalJson;
import io.gstacks.persistence.journal.JournalRegistry;
import io.gstacks.persistence.journal.JournalWritten;
import io.gstacks.persistence.postgres.Database;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.apache.pekko.NotUsed;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.javadsl.Source;

/**
 * Everything that is journalled, in one order, without gaps, and once: what projections, event
 * streams and webhooks drink from. One reader for each node follows the journal; who falls behind
 * its window reads the database until it has caught up.
 */
public final class JournalFeed implements AutoCloseable {
  /** Readers of the past at one time; each holds a connection for a query. */
  private static final int CATCHING_UP = 3;

  private static final int PAGE = 512;

  private final Database database;
  private final FeedReader reader;
  private final FeedWindow window;
  private final FeedFollower follower;
  private final FeedSettings settings;
  private final JournalWritten written;
  private final Runnable hint;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore catchingUp = new Semaphore(CATCHING_UP);

  private JournalFeed(
      Database database,
      FeedReader reader,
      FeedWindow window,
      FeedFollower follower,
      FeedSettings settings,
      JournalWritten written) {
    this.database = database;
    this.reader = reader;
    this.window = window;
    this.follower = follower;
    this.settings = settings;
    this.written = written;
    this.hint = follower::hint;
  }

  /**
   * Begins to follow the journal from its present end.
   *
   * @param written the hint of this node's own writes
   * @param otherServer runs when a connection leads to another database system, or another history
   *     of it: this process then remembers what the journal may not know, and must end
   */
  public static JournalFeed start(
      Database database,
      JournalRegistry registry,
      FeedSettings settings,
      JournalWritten written,
      Runnable otherServer) {
    try (var connection = database.pool().getConnection()) {
      var identity = ServerIdentity.of(connection);
      var eras = Eras.establish(connection, identity);
      var reader = new FeedReader(eras, new JournalJson(registry), settings.batch());
      var window = new FeedWindow(settings.window(), PAGE, reader.newest(connection));
      var follower =
          new FeedFollower(database.address(), identity, reader, window, settings, otherServer);
      var feed = new JournalFeed(database, reader, window, follower, settings, written);
      written.whenWritten(feed.hint);
      follower.start();
      return feed;
    } catch (SQLException e) {
      throw new IllegalStateException("the journal feed cannot begin", e);
    }
  }

  /**
   * All entries after the position, for ever. Throws {@link IllegalArgumentException} on a position
   * of an era that is not yet. It fails when the past cannot be read; the consumer then begins
   * again where it was.
   */
  public Source<FeedEntry, NotUsed> from(FeedPosition position) {
    reader.require(position);
    return Source.unfoldAsync(position, this::page).mapConcat(entries -> entries);
  }

  /** The position of the newest event that followers have got. */
  public FeedPosition currentPosition() {
    return window.head();
  }

  /** Who keeps the feed from showing what is committed already, if anyone does. */
  public Optional<FeedHold> held() {
    try (var connection = database.pool().getConnection()) {
      return FeedReader.held(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("the database does not say who holds the feed", e);
    }
  }

  /** The entries next after the position: as soon as there are some, or none after a while. */
  public CompletionStage<List<FeedEntry>> next(FeedPosition position) {
    return window.after(position).orElseGet(() -> past(position));
  }

  @Override
  public void close() {
    written.forget(hint);
    follower.close();
    threads.close();
  }

  private CompletionStage<Optional<Pair<FeedPosition, List<FeedEntry>>>> page(
      FeedPosition position) {
    return next(position)
        .thenApply(entries ->
            Optional.of(
                Pair.create(entries.isEmpty() ? position : entries.getLast().position(), entries)));
  }

  private CompletionStage<List<FeedEntry>> past(FeedPosition position) {
    var floor = window.floor();
    return CompletableFuture.supplyAsync(() -> read(position), threads)
        // Nothing was between the position and the window as it stood, so go on from there.
        .thenCompose(
            entries -> entries.isEmpty() ? next(floor) : CompletableFuture.completedStage(entries));
  }

  /** Tries for a while: a database that restarts is away for seconds. */
  private List<FeedEntry> read(FeedPosition position) {
    long deadline = System.nanoTime() + settings.patience().toNanos();
    while (true) {
      try {
        return readOnce(position);
      } catch (SQLException e) {
        if (System.nanoTime() > deadline) {
          throw new CompletionException("the journal cannot be read", e);
        }
        LockSupport.parkNanos(settings.retryPause().toNanos());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CompletionException("the journal feed is closed", e);
      }
    }
  }

  private List<FeedEntry> readOnce(FeedPosition position)
      throws SQLException, InterruptedException {
    catchingUp.acquire();
    try (var connection = database.pool().getConnection()) {
      return reader.after(connection, position);
    } finally {
      catchingUp.release();
    }
  }
}
