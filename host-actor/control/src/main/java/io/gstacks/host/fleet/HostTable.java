package io.gstacks.host.fleet;

import static io.gstacks.persistence.Rows.update;

import io.gstacks.host.Resources;
import io.gstacks.persistence.ReadTable;
import io.gstacks.persistence.Recorded;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Keeps table {@code host}: one row for each, for lists and searches. */
final class HostTable implements ReadTable<HostEvent> {
  @Override
  public List<String> names() {
    return List.of("host");
  }

  @Override
  public void apply(
      Connection connection, String id, long sequence, Recorded<? extends HostEvent> recorded)
      throws SQLException {
    switch (recorded.event()) {
      case HostEvent.Enrolled enrolled -> enrolled(connection, id, enrolled);
      case HostEvent.FactsChanged(var profile) -> facts(connection, id, profile);
      case HostEvent.RuntimesChanged(var runtimes) ->
          update(
              connection,
              "update host set runtimes = ?::jsonb where id = ?",
              HostJson.write(runtimes),
              id);
      case HostEvent.Connected(var epoch, _, var at) ->
          update(
              connection,
              "update host set status = 'connected', epoch = ?, connected_at = ? where id = ?",
              epoch,
              at,
              id);
      case HostEvent.Disconnected(_, _, var at) -> away(connection, id, "disconnected", at);
      case HostEvent.TokenLost(_, var at) -> away(connection, id, "no_token", at);
      case HostEvent.Archived(var at) -> archived(connection, id, at);
      case HostEvent.DeclaredLost(var at) -> {
        archived(connection, id, at);
        reserved(connection, id, Resources.NONE);
      }
      case HostEvent.Tagged(var tags) ->
          update(connection, "update host set tags = ? where id = ?", tags, id);
      case HostEvent.CapacityReserved(_, _, var reserved) -> reserved(connection, id, reserved);
      case HostEvent.ReservationsReleased(_, _, var reserved) -> reserved(connection, id, reserved);
      case HostEvent.ReservationsHeld _,
          HostEvent.LossesTold _,
          HostEvent.WorkloadQuarantined _,
          HostEvent.RediscoveryIgnored _ -> {}
    }
  }

  private static void enrolled(Connection connection, String id, HostEvent.Enrolled event)
      throws SQLException {
    update(
        connection,
        "insert into host (id, tenant_id, cluster_id, token_id, status, facts, enrolled_at)"
            + " values (?, ?, ?, ?, 'disconnected', ?::jsonb, ?)"
            + " on conflict (id) do update set token_id = excluded.token_id,"
            + " facts = excluded.facts, status = case when host.status = 'connected'"
            + " then 'connected' else 'disconnected' end",
        id,
        event.tenant().value(),
        event.cluster().value(),
        event.token().value(),
        HostJson.write(event.facts()),
        event.at());
  }

  private static void facts(Connection connection, String id, HostProfile profile)
      throws SQLException {
    var capacity = profile.capacity();
    update(
        connection,
        "update host set facts = ?::jsonb, runtimes = ?::jsonb, traits = ?, images = ?::jsonb,"
            + " cpu_millis = ?, memory_mib = ?, disk_mib = ? where id = ?",
        HostJson.write(profile.facts()),
        HostJson.write(profile.runtimes()),
        profile.traits(),
        HostJson.write(profile.images()),
        capacity.cpuMillis(),
        capacity.memoryMib(),
        capacity.diskMib(),
        id);
  }

  private static void away(Connection connection, String id, String status, Instant at)
      throws SQLException {
    update(
        connection,
        "update host set disconnected_at = case when status = 'connected' then ?"
            + " else disconnected_at end, status = ? where id = ?",
        at,
        status,
        id);
  }

  private static void archived(Connection connection, String id, Instant at) throws SQLException {
    away(connection, id, "archived", at);
    update(connection, "update host set archived_at = ? where id = ?", at, id);
  }

  private static void reserved(Connection connection, String id, Resources reserved)
      throws SQLException {
    update(
        connection,
        "update host set reserved_cpu_millis = ?, reserved_memory_mib = ?, reserved_disk_mib = ?"
            + " where id = ?",
        reserved.cpuMillis(),
        reserved.memoryMib(),
        reserved.diskMib(),
        id);
  }
}
