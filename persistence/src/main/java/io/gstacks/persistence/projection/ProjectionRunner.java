package io.gstacks.persistence.projection;

import io.gstacks.persistence.Recorded;
import io.gstacks.persistence.feed.FeedEntry;
import io.gstacks.persistence.feed.JournalFeed;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * The thread behind {@link Projections}. Projections at the same position advance together. Most
 * are at the front; one that is new or rebuilt comes from the start, a batch at a time between the
 * batches of the front, until it is there too and joins.
 */
final class ProjectionRunner {
  private static final Duration LOOK_UP = Duration.ofSeconds(1);

  private final DataSource database;
  private final JournalFeed feed;
  private final Map<String, Projection> projections;
  private final ProjectionSettings settings;
  private final Clock clock;
  private final ProjectionBatch batch;
  private final PauseLog pauses = new PauseLog(System::nanoTime);
  private final Queue<Rebuild> rebuilds = new ConcurrentLinkedQueue<>();
  private final Thread thread =
      Thread.ofPlatform().name("projections").daemon().unstarted(this::run);
  private volatile boolean open = true;

  /** When the oldest event of the batch under way was decided; far in the future for none. */
  private volatile Instant waiting = Instant.MAX;

  private volatile Duration lastLag = Duration.ZERO;

  private record Rebuild(String name, CompletableFuture<Void> done) {}

  ProjectionRunner(
      DataSource database,
      JournalFeed feed,
      List<Projection> projections,
      ProjectionSettings settings,
      Clock clock) {
    this.database = database;
    this.feed = feed;
    this.projections =
        projections.stream().collect(Collectors.toMap(Projection::name, each -> each));
    this.settings = settings;
    this.clock = clock;
    this.batch = new ProjectionBatch(database);
  }

  void start() {
    thread.start();
  }

  void close() {
    open = false;
    thread.interrupt();
  }

  List<String> names() {
    return Positions.names(projections.values());
  }

  Duration lag() {
    var oldest = waiting;
    return oldest.equals(Instant.MAX) ? lastLag : Duration.between(oldest, clock.instant());
  }

  long parked() {
    try (var connection = database.getConnection()) {
      return ParkedEvents.count(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("the parked events cannot be counted", e);
    }
  }

  CompletionStage<Void> rebuild(String name) {
    if (!projections.containsKey(name)) {
      return CompletableFuture.failedStage(
          new IllegalArgumentException("no projection " + name + "; there are " + names()));
    }
    var rebuild = new Rebuild(name, new CompletableFuture<>());
    rebuilds.add(rebuild);
    return rebuild.done();
  }

  private void run() {
    var rebuilding = new HashMap<String, CompletableFuture<Void>>();
    while (open) {
      try {
        advance(ProjectionGroups.read(database, projections.values(), batch), rebuilding);
      } catch (InterruptedException _) {
        return;
      } catch (SQLException | ExecutionException | RuntimeException e) {
        pauses.say(e);
        LockSupport.parkNanos(settings.retryPause().toNanos());
      }
    }
  }

  private void advance(ProjectionGroups groups, Map<String, CompletableFuture<Void>> rebuilding)
      throws SQLException, InterruptedException, ExecutionException {
    var at = groups.front();
    var next = feed.next(at).toCompletableFuture();
    while (open) {
      begin(groups, rebuilding);
      if (!groups.front().equals(at)) {
        at = groups.front();
        next = feed.next(at).toCompletableFuture();
      }
      if (groups.someAreBehind()) {
        groups.catchUp(feed.next(groups.slowest()).toCompletableFuture().get(), batch);
        complete(groups, rebuilding);
      }
      var entries = await(next, groups.someAreBehind() ? Duration.ZERO : LOOK_UP);
      if (entries.isPresent()) {
        applyToFront(groups, entries.get());
        at = groups.front();
        next = feed.next(at).toCompletableFuture();
      }
    }
  }

  private void applyToFront(ProjectionGroups groups, List<FeedEntry> entries)
      throws SQLException, InterruptedException {
    if (entries.isEmpty()) {
      return;
    }
    long began = System.nanoTime();
    waiting = decidedAt(entries);
    groups.advanceFront(entries, batch);
    lastLag = Duration.between(waiting, clock.instant());
    waiting = Instant.MAX;
    Thread.sleep(settings.pace().minusNanos(System.nanoTime() - began));
  }

  private Instant decidedAt(List<FeedEntry> entries) {
    return entries.getFirst().recorded().map(Recorded::at).orElseGet(clock::instant);
  }

  private void begin(ProjectionGroups groups, Map<String, CompletableFuture<Void>> rebuilding)
      throws SQLException {
    for (var rebuild = rebuilds.poll(); rebuild != null; rebuild = rebuilds.poll()) {
      rebuilding.put(rebuild.name(), rebuild.done());
      groups.restart(known(rebuild.name()), batch);
      complete(groups, rebuilding);
    }
  }

  private static void complete(
      ProjectionGroups groups, Map<String, CompletableFuture<Void>> rebuilding) {
    rebuilding
        .entrySet()
        .removeIf(each -> groups.isAtFront(each.getKey()) && each.getValue().complete(null));
  }

  private Projection known(String name) {
    return Objects.requireNonNull(projections.get(name), "rebuild() looked");
  }

  private static Optional<List<FeedEntry>> await(
      CompletableFuture<List<FeedEntry>> next, Duration patience)
      throws InterruptedException, ExecutionException {
    try {
      return Optional.of(next.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException _) {
      return Optional.empty();
    }
  }
}
