package io.gstacks.host.cluster;

import io.gstacks.persistence.ReadTable;
import io.gstacks.persistence.Recorded;
import io.gstacks.persistence.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Keeps table {@code cluster}, one row for each. */
final class ClusterTable implements ReadTable<ClusterEvent> {
  @Override
  public List<String> names() {
    return List.of("cluster");
  }

  @Override
  public void apply(
      Connection connection, String id, long sequence, Recorded<? extends ClusterEvent> recorded)
      throws SQLException {
    switch (recorded.event()) {
      case ClusterEvent.Created(_, var tenant, var name, var kind, var at) ->
          Rows.update(
              connection,
              "insert into cluster (id, tenant_id, name, kind, created_at) values (?, ?, ?, ?, ?)",
              id,
              tenant.value(),
              name,
              kind,
              at);
    }
  }
}
