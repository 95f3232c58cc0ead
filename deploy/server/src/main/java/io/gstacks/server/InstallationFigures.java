package io.gstacks.server;

import io.gstacks.http.operate.Figures;
import io.gstacks.persistence.projection.Projections;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/** Counts over the read tables, for {@code /metrics}. */
record InstallationFigures(DataSource database, Projections projections) implements Figures {
  @Override
  public Map<String, Long> sandboxesByStatus() {
    return counts("select status, count(*) from sandbox where deleted_at is null group by status");
  }

  @Override
  public long connectedHosts() {
    return counts("select status, count(*) from host where status = 'connected' group by status")
        .getOrDefault("connected", 0L);
  }

  @Override
  public double feedLagSeconds() {
    return projections.lag().toNanos() / 1e9;
  }

  private Map<String, Long> counts(String sql) {
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(sql);
        var rows = statement.executeQuery()) {
      var counts = new HashMap<String, Long>();
      while (rows.next()) {
        counts.put(rows.getString(1), rows.getLong(2));
      }
      return counts;
    } catch (SQLException e) {
      throw new IllegalStateException("the read tables do not answer", e);
    }
  }
}
