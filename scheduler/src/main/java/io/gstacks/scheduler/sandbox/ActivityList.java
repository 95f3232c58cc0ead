package io.gstacks.scheduler.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.gstacks.host.Page;
import io.gstacks.host.Query;
import io.gstacks.host.SandboxId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/** Lists what happened to a sandbox, from its read table. It blocks: call it where that may be. */
public final class ActivityList {
  private static final String SELECT =
      "select id, at, event, by, request_id, data from sandbox_activity";

  private final DataSource database;

  /** One thing that happened; {@code data} holds no secret. */
  public record Entry(
      String id, Instant at, String event, String by, String requestId, JsonNode data) {}

  public ActivityList(DataSource database) {
    this.database = database;
  }

  /** The oldest first. */
  public Page<Entry> list(SandboxId sandbox, int limit, Optional<String> cursor) {
    return Query.of(SELECT)
        .where("sandbox_id = ?", Optional.of(sandbox.value()))
        .page(database, limit, cursor, ActivityList::row, Entry::id);
  }

  private static Entry row(ResultSet row) throws SQLException {
    return new Entry(
        row.getString("id"),
        row.getTimestamp("at").toInstant(),
        row.getString("event"),
        row.getString("by"),
        row.getString("request_id"),
        SandboxJson.tree(row.getString("data")));
  }
}
