package io.gstacks.host.tenant;

import io.gstacks.persistence.ReadTable;
import io.gstacks.persistence.Recorded;
import io.gstacks.persistence.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Keeps table {@code tenant}, one row for each. Claimed names are the entity's own affair. */
final class TenantTable implements ReadTable<TenantEvent> {
  @Override
  public List<String> names() {
    return List.of("tenant");
  }

  @Override
  public void apply(
      Connection connection, String id, long sequence, Recorded<? extends TenantEvent> recorded)
      throws SQLException {
    switch (recorded.event()) {
      case TenantEvent.Created(_, var name, var at) ->
          Rows.update(
              connection,
              "insert into tenant (id, name, created_at) values (?, ?, ?)",
              id,
              name,
              at);
      case TenantEvent.NameClaimed _ -> {}
    }
  }
}
