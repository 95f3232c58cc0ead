package io.gstacks.persistence.feed;

import io.gstacks.persistence.postgres.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that follows the end of the journal, on a connection of its own. */
final class FeedFollower {
  /** So that waiting subscribers that have gone are forgotten in quiet times, too. */
  private static final Duration LOOK_ABOUT = Duration.ofSeconds(10);

  /**
   * Only the index on (xid, ordering) is ever right here, and statistics of a young or just loaded
   * table do not say so yet.
   */
  private static final String BY_INDEX =
      "set enable_seqscan = off; set enable_bitmapscan = off; set enable_sort = off";

  private static final Logger log = LoggerFactory.getLogger(FeedFollower.class);

  private final DatabaseAddress address;
  private final ServerIdentity identity;
  private final FeedReader reader;
  private final FeedWindow window;
  private final FeedSettings settings;
  private final Runnable otherServer;
  private final Thread thread;
  private volatile boolean open = true;

  FeedFollower(
      DatabaseAddress address,
      ServerIdentity identity,
      FeedReader reader,
      FeedWindow window,
      FeedSettings settings,
      Runnable otherServer) {
    this.address = address;
    this.identity = identity;
    this.reader = reader;
    this.window = window;
    this.settings = settings;
    this.otherServer = otherServer;
    this.thread = Thread.ofPlatform().name("journal-feed").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** There may be something new: look now. */
  void hint() {
    LockSupport.unpark(thread);
  }

  void close() {
    open = false;
    LockSupport.unpark(thread);
  }

  private void run() {
    while (open) {
      try (var connection = connect()) {
        var found = ServerIdentity.of(connection);
        if (!found.equals(identity)) {
          log.atError()
              .addKeyValue("expected", identity)
              .addKeyValue("found", found)
              .log("the database is another one; what this process remembers may not be in it");
          otherServer.run();
          return;
        }
        follow(connection);
      } catch (InterruptedException _) {
        return;
      } catch (SQLException e) {
        log.atWarn().addKeyValue("cause", e.getMessage()).log("the journal feed lost its database");
        LockSupport.parkNanos(settings.retryPause().toNanos());
      }
    }
  }

  private Connection connect() throws SQLException {
    var connection = DriverManager.getConnection(address.url(), address.user(), address.password());
    try (var statement = connection.createStatement()) {
      statement.execute(BY_INDEX);
    }
    return connection;
  }

  private void follow(Connection connection) throws SQLException, InterruptedException {
    long lookAbout = System.nanoTime() + LOOK_ABOUT.toNanos();
    while (open) {
      long began = System.nanoTime();
      var entries = reader.after(connection, window.head());
      if (!entries.isEmpty()) {
        window.add(entries);
        Thread.sleep(settings.pace().minusNanos(System.nanoTime() - began));
      } else {
        LockSupport.parkNanos(settings.poll().toNanos());
      }
      if (System.nanoTime() > lookAbout) {
        window.add(List.of());
        lookAbout = System.nanoTime() + LOOK_ABOUT.toNanos();
      }
    }
  }
}
