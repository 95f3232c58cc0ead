package io.gstacks.host.tenant;

import io.gstacks.host.KeyId;
import io.gstacks.host.Page;
import io.gstacks.host.Query;
import io.gstacks.host.tenant.KeyCommand.KeyView;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;

/** Lists a tenant's API keys from their read table. It blocks: call it where that may be. */
public final class KeyList {
  private final DataSource database;

  public KeyList(DataSource database) {
    this.database = database;
  }

  public Page<KeyView> list(TenantId tenant, int limit, Optional<String> cursor) {
    return Query.of("select id, tenant_id, name, role, created_at, revoked_at from api_key")
        .where("tenant_id = ?", Optional.of(tenant.value()))
        .page(database, limit, cursor, KeyList::row, key -> key.id().value());
  }

  private static KeyView row(ResultSet row) throws SQLException {
    return new KeyView(
        new KeyId(row.getString("id")),
        new TenantId(row.getString("tenant_id")),
        row.getString("name"),
        Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)),
        row.getTimestamp("created_at").toInstant(),
        Optional.ofNullable(row.getTimestamp("revoked_at")).map(Timestamp::toInstant));
  }
}
