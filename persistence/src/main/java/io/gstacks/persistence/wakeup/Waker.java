package io.gstacks.persistence.wakeup;

import io.gstacks.persistence.wakeup.WakeupTable.Due;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes entities whose time has come, a bounded number each second: the work of a dead node returns
 * as a stream and not as a storm. One of it runs in a cluster; a second one would only wake twice,
 * which changes nothing.
 */
public final class Waker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Waker.class);

  private final DataSource database;
  private final WakerSettings settings;
  private final Clock clock;
  private final Wake wake;
  private final DueRound round;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("waker").daemon().factory());

  /** Where a waking goes: to the entity's shard, as a message that it understands. */
  @FunctionalInterface
  public interface Wake {
    void wake(String entity, String entityId);
  }

  private Waker(DataSource database, WakerSettings settings, Clock clock, Wake wake) {
    this.database = database;
    this.settings = settings;
    this.clock = clock;
    this.wake = wake;
    this.round = new DueRound(settings.limit(), settings.repeat());
  }

  public static Waker start(DataSource database, WakerSettings settings, Clock clock, Wake wake) {
    var waker = new Waker(database, settings, clock, wake);
    long pace = settings.pace().toMillis();
    var _ = waker.timer.scheduleWithFixedDelay(waker::look, pace, pace, TimeUnit.MILLISECONDS);
    return waker;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private void look() {
    try {
      for (var due : due()) {
        int bar = due.persistenceId().indexOf('|');
        wake.wake(due.persistenceId().substring(0, bar), due.persistenceId().substring(bar + 1));
      }
    } catch (SQLException | RuntimeException e) {
      log.atWarn().addKeyValue("cause", e.getMessage()).log("nobody was woken; the next look may");
    }
  }

  private List<Due> due() throws SQLException {
    var now = clock.instant();
    try (var connection = database.getConnection()) {
      return round.next(now, row -> WakeupTable.due(connection, now, row, settings.limit()));
    }
  }
}
