package io.gstacks.scheduler.sandbox;

import io.gstacks.persistence.ReadTable;
import io.gstacks.persistence.Recorded;
import io.gstacks.persistence.Rows;
import io.gstacks.persistence.StoredEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Keeps table {@code sandbox_activity}: one row for each event, under its stored name. */
final class ActivityTable implements ReadTable<SandboxEvent> {
  private static final String INSERT =
      """
      insert into sandbox_activity (id, sandbox_id, at, event, by, request_id, data)
      values (?, ?, ?, ?, ?, ?, ?::jsonb)\
      """;

  /** The name under which the reporting host records the same thing. */
  private static final String IGNORED = "sandbox.rediscovery.ignored";

  private final Map<Class<?>, String> names;

  ActivityTable(List<StoredEvent<? extends SandboxEvent>> events) {
    names = events.stream().collect(Collectors.toMap(StoredEvent::type, StoredEvent::name));
  }

  @Override
  public List<String> names() {
    return List.of("sandbox_activity");
  }

  @Override
  public void apply(
      Connection connection, String id, long sequence, Recorded<? extends SandboxEvent> recorded)
      throws SQLException {
    Rows.update(
        connection,
        INSERT,
        rowId(id, sequence),
        id,
        recorded.at(),
        name(recorded.event()),
        recorded.by(),
        recorded.request(),
        SandboxJson.data(recorded.event()));
  }

  private String name(SandboxEvent event) {
    return event instanceof SandboxEvent.RediscoveryIgnored
        ? IGNORED
        : names.getOrDefault(event.getClass(), "");
  }

  /** Sorts as the events came. */
  static String rowId(String sandbox, long sequence) {
    return sandbox + "-" + String.format("%010d", sequence);
  }
}
