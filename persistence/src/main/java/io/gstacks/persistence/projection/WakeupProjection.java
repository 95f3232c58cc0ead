package io.gstacks.persistence.projection;

import io.gstacks.persistence.feed.FeedEntry;
import io.gstacks.persistence.wakeup.WakeupTable;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** Keeps {@code wakeup}: of a batch only each entity's last wish counts. */
final class WakeupProjection implements Projection {
  @Override
  public String name() {
    return WakeupTable.NAME;
  }

  @Override
  public List<String> tables() {
    return List.of(WakeupTable.NAME);
  }

  @Override
  public void apply(DeferredUpdates updates, List<FeedEntry> entries) throws SQLException {
    var wishes = new HashMap<String, Optional<Instant>>();
    for (var entry : entries) {
      entry.recorded().ifPresent(recorded -> wishes.put(entry.persistenceId(), recorded.wakeAt()));
    }
    WakeupTable.put(updates.connection(), wishes);
  }
}
