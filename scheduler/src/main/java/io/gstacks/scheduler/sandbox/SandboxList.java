package io.gstacks.scheduler.sandbox;

import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.Page;
import io.gstacks.host.Query;
import io.gstacks.host.SandboxId;
import io.gstacks.persistence.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Lists sandboxes from their read table. The status of one whose host is not connected is {@code
 * unreachable}, whatever it was last. Environments hold names only. It blocks: call it where that
 * may be.
 */
public final class SandboxList {
  private static final String SELECT =
      """
      select * from (
        select sandbox.*,
          case when sandbox.host_id is not null and host.status is distinct from 'connected'
              and sandbox.status not in ('error', 'archived')
            then 'unreachable' else sandbox.status end as shown
        from sandbox left join host on host.id = sandbox.host_id) as listed\
      """;

  private final DataSource database;

  /**
   * Which sandboxes; empty fields ask for all. Archived and deleted ones are left out unless asked
   * for; whoever asks for the status {@code archived} asks for them.
   */
  public record Filter(
      Optional<ClusterId> cluster,
      Optional<HostId> host,
      Optional<String> status,
      Optional<String> name,
      boolean includeArchived,
      boolean includeDeleted) {
    public static Filter all() {
      return new Filter(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false, false);
    }

    private Optional<String> withoutArchived() {
      boolean wanted = includeArchived || includeDeleted || status.equals(Optional.of("archived"));
      return wanted ? Optional.empty() : Optional.of("archived");
    }

    private Optional<Boolean> withoutDeleted() {
      return includeDeleted ? Optional.empty() : Optional.of(true);
    }
  }

  public SandboxList(DataSource database) {
    this.database = database;
  }

  public Page<SandboxView> list(
      TenantId tenant, Filter filter, int limit, Optional<String> cursor) {
    return Query.of(SELECT)
        .where("tenant_id = ?", Optional.of(tenant.value()))
        .where("cluster_id = ?", filter.cluster().map(ClusterId::value))
        .where("host_id = ?", filter.host().map(HostId::value))
        .where("shown = ?", filter.status())
        .where("name = ?", filter.name())
        .where("status <> ?", filter.withoutArchived())
        .where("(deleted_at is null) = ?", filter.withoutDeleted())
        .page(database, limit, cursor, SandboxList::row, sandbox -> sandbox.id().value());
  }

  private static SandboxView row(ResultSet row) throws SQLException {
    return new SandboxView(
        new SandboxId(row.getString("id")),
        new TenantId(row.getString("tenant_id")),
        SandboxJson.read(row.getString("spec"), SandboxSpec.class),
        row.getString("shown"),
        row.getString("wanted"),
        text(row, "host_id").map(HostId::new),
        row.getLong("attempt"),
        row.getLong("generation"),
        text(row, "reason").map(json -> SandboxJson.read(json, SandboxView.Reason.class)),
        text(row, "container"),
        text(row, "container_name"),
        text(row, "image_digest"),
        Optional.ofNullable(row.getObject("exit_code", Integer.class)),
        row.getTimestamp("created_at").toInstant(),
        instant(row, "started_at"),
        instant(row, "stopped_at"),
        instant(row, "archived_at"),
        instant(row, "deleted_at"),
        Optional.empty());
  }

  private static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }
}
