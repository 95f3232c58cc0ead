package io.gstacks.host.tenant;

import io.gstacks.persistence.ReadTable;
import io.gstacks.persistence.Recorded;
import io.gstacks.persistence.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Keeps table {@code api_key}: what may be shown of a key, so neither text nor hash. */
final class KeyTable implements ReadTable<KeyEvent> {
  @Override
  public List<String> names() {
    return List.of("api_key");
  }

  @Override
  public void apply(
      Connection connection, String id, long sequence, Recorded<? extends KeyEvent> recorded)
      throws SQLException {
    switch (recorded.event()) {
      case KeyEvent.Created(_, var tenant, var name, var role, _, var at) ->
          Rows.update(
              connection,
              "insert into api_key (id, tenant_id, name, role, created_at) values (?, ?, ?, ?, ?)",
              id,
              tenant.value(),
              name,
              role,
              at);
      case KeyEvent.Revoked(var at) ->
          Rows.update(connection, "update api_key set revoked_at = ? where id = ?", at, id);
    }
  }
}
