package io.gstacks.host.tenant;

import io.gstacks.host.Page;
import io.gstacks.host.Query;
import io.gstacks.host.tenant.TenantCommand.TenantView;
import io.gstacks.persistence.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Lists tenants from their read table. It blocks: call it where that may be. */
public final class TenantList {
  private final DataSource database;

  public TenantList(DataSource database) {
    this.database = database;
  }

  public Page<TenantView> list(int limit, Optional<String> cursor) {
    return Query.of("select id, name, created_at from tenant")
        .page(database, limit, cursor, TenantList::row, tenant -> tenant.id().value());
  }

  private static TenantView row(ResultSet row) throws SQLException {
    return new TenantView(
        new TenantId(row.getString("id")),
        row.getString("name"),
        row.getTimestamp("created_at").toInstant(),
        Map.of());
  }
}
