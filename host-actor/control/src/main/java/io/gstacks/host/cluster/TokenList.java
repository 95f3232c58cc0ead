package io.gstacks.host.cluster;

import io.gstacks.host.ClusterId;
import io.gstacks.host.Page;
import io.gstacks.host.Query;
import io.gstacks.host.TokenId;
import io.gstacks.host.cluster.TokenCommand.TokenView;
import io.gstacks.persistence.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** Lists bootstrap tokens from their read table. It blocks: call it where that may be. */
public final class TokenList {
  private static final String SELECT =
      """
      select id, tenant_id, cluster_id, name, expires_at, max_uses, uses, created_at,
        case when revoked_at is not null then 'revoked'
             when expires_at <= now() then 'expired'
             when uses >= max_uses then 'spent'
             else 'active' end as status
      from bootstrap_token
      """;

  private final DataSource database;

  public TokenList(DataSource database) {
    this.database = database;
  }

  public Page<TokenView> list(
      TenantId tenant, Optional<ClusterId> cluster, int limit, Optional<String> cursor) {
    return Query.of(SELECT)
        .where("tenant_id = ?", Optional.of(tenant.value()))
        .where("cluster_id = ?", cluster.map(ClusterId::value))
        .page(database, limit, cursor, TokenList::row, token -> token.id().value());
  }

  private static TokenView row(ResultSet row) throws SQLException {
    return new TokenView(
        new TokenId(row.getString("id")),
        new TenantId(row.getString("tenant_id")),
        new ClusterId(row.getString("cluster_id")),
        row.getString("name"),
        row.getTimestamp("expires_at").toInstant(),
        row.getInt("max_uses"),
        row.getInt("uses"),
        row.getString("status"),
        row.getTimestamp("created_at").toInstant());
  }
}
