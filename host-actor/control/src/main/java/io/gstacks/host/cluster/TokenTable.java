package io.gstacks.host.cluster;

import io.gstacks.persistence.ReadTable;
import io.gstacks.persistence.Recorded;
import io.gstacks.persistence.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Keeps table {@code bootstrap_token}: what may be shown of one, so neither text nor hash. */
final class TokenTable implements ReadTable<TokenEvent> {
  @Override
  public List<String> names() {
    return List.of("bootstrap_token");
  }

  @Override
  public void apply(
      Connection connection, String id, long sequence, Recorded<? extends TokenEvent> recorded)
      throws SQLException {
    switch (recorded.event()) {
      case TokenEvent.Created(
              _,
              var tenant,
              var cluster,
              var name,
              _,
              var at,
              var expiresAt,
              var maxUses) ->
          Rows.update(
              connection,
              "insert into bootstrap_token (id, tenant_id, cluster_id, name, expires_at, max_uses,"
                  + " uses, created_at) values (?, ?, ?, ?, ?, ?, 0, ?)",
              id,
              tenant.value(),
              cluster.value(),
              name,
              expiresAt,
              maxUses,
              at);
      case TokenEvent.Redeemed _ ->
          Rows.update(connection, "update bootstrap_token set uses = uses + 1 where id = ?", id);
      case TokenEvent.Revoked(var at) ->
          Rows.update(connection, "update bootstrap_token set revoked_at = ? where id = ?", at, id);
      case TokenEvent.HostsTold _ -> {}
    }
  }
}
