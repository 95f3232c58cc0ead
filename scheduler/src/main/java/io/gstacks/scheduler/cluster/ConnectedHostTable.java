package io.gstacks.scheduler.cluster;

import io.gstacks.host.ClusterId;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import javax.sql.DataSource;

/** Counts in the hosts' read table. Each look has a thread of its own: it blocks. */
public final class ConnectedHostTable implements ConnectedHosts {
  private final DataSource database;

  public ConnectedHostTable(DataSource database) {
    this.database = database;
  }

  @Override
  public CompletionStage<Integer> count(ClusterId cluster) {
    return CompletableFuture.supplyAsync(
        () -> countNow(cluster), look -> Thread.ofVirtual().name("count-hosts").start(look));
  }

  private int countNow(ClusterId cluster) {
    try (var connection = database.getConnection();
        var query =
            connection.prepareStatement(
                "select count(*) from host where cluster_id = ? and status = 'connected'")) {
      query.setString(1, cluster.value());
      try (var rows = query.executeQuery()) {
        return rows.next() ? rows.getInt(1) : 0;
      }
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }
}
