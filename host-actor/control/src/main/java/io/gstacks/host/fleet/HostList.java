package io.gstacks.host.fleet;

import com.fasterxml.jackson.core.type.TypeReference;
import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.Page;
import io.gstacks.host.Query;
import io.gstacks.host.Resources;
import io.gstacks.persistence.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Lists hosts from their read table; telemetry is not in it. It blocks: call it where that may be.
 */
public final class HostList {
  private static final TypeReference<Facts> FACTS = new TypeReference<>() {};
  private static final TypeReference<List<RuntimeHealth>> RUNTIMES = new TypeReference<>() {};
  private static final TypeReference<List<CachedImage>> IMAGES = new TypeReference<>() {};

  private final DataSource database;

  /** Which hosts; empty fields ask for all. Without a status, archived ones are left out. */
  public record Filter(
      Optional<ClusterId> cluster,
      Optional<String> status,
      Optional<String> trait,
      Optional<String> tag) {
    public static Filter all() {
      return new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  public HostList(DataSource database) {
    this.database = database;
  }

  public Page<HostView> list(TenantId tenant, Filter filter, int limit, Optional<String> cursor) {
    var standing = filter.status().isPresent() ? Optional.<String>empty() : Optional.of("archived");
    return Query.of("select * from host")
        .where("tenant_id = ?", Optional.of(tenant.value()))
        .where("cluster_id = ?", filter.cluster().map(ClusterId::value))
        .where("status = ?", filter.status())
        .where("status <> ?", standing)
        .where("? = any(traits)", filter.trait())
        .where("? = any(tags)", filter.tag())
        .page(database, limit, cursor, HostList::row, host -> host.id().value());
  }

  private static HostView row(ResultSet row) throws SQLException {
    var facts = HostJson.read(row.getString("facts"), FACTS);
    var runtimes = HostJson.read(row.getString("runtimes"), RUNTIMES);
    var status = row.getString("status");
    var why = why(status, runtimes);
    return new HostView(
        new HostId(row.getString("id")),
        facts.hostname(),
        new TenantId(row.getString("tenant_id")),
        new ClusterId(row.getString("cluster_id")),
        status,
        why.isEmpty(),
        why,
        facts,
        runtimes,
        Optional.empty(),
        texts(row, "tags"),
        texts(row, "traits"),
        resources(row, ""),
        resources(row, "reserved_"),
        HostJson.read(row.getString("images"), IMAGES),
        row.getLong("epoch"),
        row.getTimestamp("enrolled_at").toInstant(),
        instant(row, "connected_at"),
        instant(row, "disconnected_at"),
        instant(row, "archived_at"));
  }

  private static String why(String status, List<RuntimeHealth> runtimes) {
    if (!status.equals("connected")) {
      return status;
    }
    return runtimes.stream().anyMatch(RuntimeHealth::healthy) ? "" : "runtime_unhealthy";
  }

  private static Resources resources(ResultSet row, String prefix) throws SQLException {
    return new Resources(
        row.getInt(prefix + "cpu_millis"),
        row.getInt(prefix + "memory_mib"),
        row.getInt(prefix + "disk_mib"));
  }

  private static Set<String> texts(ResultSet row, String column) throws SQLException {
    return Set.of((String[]) row.getArray(column).getArray());
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }
}
