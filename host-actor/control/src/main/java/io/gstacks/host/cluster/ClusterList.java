package io.gstacks.host.cluster;

import io.gstacks.host.ClusterId;
import io.gstacks.host.Page;
import io.gstacks.host.Query;
import io.gstacks.host.cluster.ClusterCommand.ClusterView;
import io.gstacks.host.cluster.ClusterCommand.Kind;
import io.gstacks.persistence.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;

/** Lists a tenant's clusters from their read table. It blocks: call it where that may be. */
public final class ClusterList {
  private final DataSource database;

  public ClusterList(DataSource database) {
    this.database = database;
  }

  /** {@code name}: only the one of that name. */
  public Page<ClusterView> list(
      TenantId tenant, Optional<String> name, int limit, Optional<String> cursor) {
    return Query.of("select id, tenant_id, name, kind, created_at from cluster")
        .where("tenant_id = ?", Optional.of(tenant.value()))
        .where("name = ?", name)
        .page(database, limit, cursor, ClusterList::row, cluster -> cluster.id().value());
  }

  private static ClusterView row(ResultSet row) throws SQLException {
    return new ClusterView(
        new ClusterId(row.getString("id")),
        new TenantId(row.getString("tenant_id")),
        row.getString("name"),
        Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        row.getTimestamp("created_at").toInstant());
  }
}
