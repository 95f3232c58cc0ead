package io.gstacks.scheduler.sandbox;

import static io.gstacks.persistence.Rows.update;

import io.gstacks.persistence.ReadTable;
import io.gstacks.persistence.Recorded;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Keeps table {@code sandbox}: one row for each, for lists and searches; {@link Fold} in SQL. */
final class SandboxTable implements ReadTable<SandboxEvent> {
  private static final String REQUESTED =
      """
      insert into sandbox (id, tenant_id, cluster_id, name, spec, status, wanted, created_at)
      values (?, ?, ?, ?, ?::jsonb, 'creating', 'running', ?)\
      """;
  private static final String REASON = "update sandbox set reason = ?::jsonb where id = ?";
  private static final String PLACED =
      """
      update sandbox set host_id = ?, proven = false, attempt = ?, generation = ?, reason = null
      where id = ?\
      """;
  private static final String PLACEMENT_FAILED =
      """
      update sandbox set host_id = null, container = null, container_name = null,
        image_digest = null, attempt = ?, reason = ?::jsonb where id = ?\
      """;
  private static final String STARTED =
      """
      update sandbox set status = 'running', proven = true, container = ?, container_name = ?,
        image_digest = nullif(?, ''), reason = null, exit_code = null, started_at = ?,
        stopped_at = null where id = ?\
      """;
  private static final String FAILED =
      """
      update sandbox set status = 'error', reason = ?::jsonb,
        host_id = case when proven then host_id end,
        container = case when proven then container end,
        container_name = case when proven then container_name end,
        image_digest = case when proven then image_digest end where id = ?\
      """;
  private static final String STOP_REQUESTED =
      "update sandbox set status = 'stopping', wanted = 'stopped', reason = null where id = ?";
  private static final String STOPPED =
      """
      update sandbox set status = 'stopped', reason = null, exit_code = ?, stopped_at = ?
      where id = ?\
      """;
  private static final String EXITED =
      """
      update sandbox set status = 'stopped', wanted = 'stopped', reason = ?::jsonb, exit_code = ?,
        stopped_at = ? where id = ?\
      """;
  private static final String INTERRUPTED =
      "update sandbox set status = 'stopped', reason = ?::jsonb, stopped_at = ? where id = ?";
  private static final String CONTAINER_GONE =
      """
      update sandbox set container = null, container_name = null, image_digest = null
      where id = ?\
      """;
  private static final String START_REQUESTED =
      """
      update sandbox set status = 'starting', wanted = 'running', reason = null, exit_code = null,
        attempt = ?, generation = ? where id = ?\
      """;
  private static final String ARCHIVE_REQUESTED =
      "update sandbox set status = 'archiving', wanted = 'archived' where id = ?";
  private static final String ARCHIVED =
      """
      update sandbox set status = 'archived', wanted = 'archived', host_id = null, proven = false,
        container = null, container_name = null, image_digest = null, archived_at = ?
      where id = ?\
      """;
  private static final String PURGED = "update sandbox set deleted_at = ? where id = ?";
  private static final String HOST_LOST =
      """
      update sandbox set status = 'error', host_id = null, proven = false, container = null,
        container_name = null, image_digest = null, generation = ?, reason = ?::jsonb
      where id = ?\
      """;
  private static final String REBOUND =
      """
      update sandbox set host_id = ?, proven = true, attempt = ?, generation = ?, container = ?,
        container_name = ?, image_digest = nullif(?, '') where id = ?\
      """;
  private static final String ATTEMPT = "update sandbox set attempt = ? where id = ?";

  @Override
  public List<String> names() {
    return List.of("sandbox");
  }

  @Override
  public void apply(
      Connection to, String id, long sequence, Recorded<? extends SandboxEvent> recorded)
      throws SQLException {
    switch (recorded.event()) {
      case SandboxEvent.Requested(var tenant, var spec, var at) ->
          update(
              to,
              REQUESTED,
              id,
              tenant.value(),
              spec.cluster().value(),
              spec.name(),
              SandboxJson.spec(spec),
              at);
      case SandboxEvent.Waiting(_, var message) ->
          update(to, REASON, reason("waiting_for_room", message), id);
      case SandboxEvent.Placed(var host, var attempt, var generation) ->
          update(to, PLACED, host.value(), attempt, generation, id);
      case SandboxEvent.PlacementFailed(_, var code, var message, var next, _) ->
          update(to, PLACEMENT_FAILED, next, reason(code, message), id);
      case SandboxEvent.Started(var container, var at) ->
          update(to, STARTED, container.id(), container.name(), container.imageDigest(), at, id);
      case SandboxEvent.Failed failed -> update(to, FAILED, reason(failed), id);
      case SandboxEvent.StopRequested _ -> update(to, STOP_REQUESTED, id);
      case SandboxEvent.Stopped(var exitCode, var gone, var at) -> {
        update(to, STOPPED, exitCode, at, id);
        containerGone(to, gone, id);
      }
      case SandboxEvent.Exited(var code, var exitCode, var at) ->
          update(to, EXITED, reason(code, Words.of(code)), exitCode, at, id);
      case SandboxEvent.Interrupted(var code, var gone, var at, _) -> {
        update(to, INTERRUPTED, reason(code, Words.of(code)), at, id);
        containerGone(to, gone, id);
      }
      case SandboxEvent.StartRequested(var way, var attempt, var generation) -> {
        update(to, START_REQUESTED, attempt, generation, id);
        containerGone(to, way == SandboxEvent.StartRequested.Way.PROVISION, id);
      }
      case SandboxEvent.Delayed(var code, var message, _) ->
          update(to, REASON, reason(code, message), id);
      case SandboxEvent.ArchiveRequested _ -> update(to, ARCHIVE_REQUESTED, id);
      case SandboxEvent.Archived(_, var at) -> update(to, ARCHIVED, at, id);
      case SandboxEvent.Purged(var at) -> update(to, PURGED, at, id);
      case SandboxEvent.HostLost(_, var generation) ->
          update(to, HOST_LOST, generation, reason("host_lost", Words.of("host_lost")), id);
      case SandboxEvent.Rebound rebound -> rebound(to, id, rebound);
      case SandboxEvent.ReservationLost(_, var attempt) -> update(to, ATTEMPT, attempt, id);
      case SandboxEvent.Progressed _,
          SandboxEvent.WorkspaceExpired _,
          SandboxEvent.WorkspaceRemoved _,
          SandboxEvent.Adopted _,
          SandboxEvent.Released _,
          SandboxEvent.RediscoveryIgnored _ -> {}
    }
  }

  private static void rebound(Connection to, String id, SandboxEvent.Rebound rebound)
      throws SQLException {
    var container = rebound.container();
    update(
        to,
        REBOUND,
        rebound.host().value(),
        rebound.attempt(),
        rebound.generation(),
        container.id(),
        container.name(),
        container.imageDigest(),
        id);
  }

  private static void containerGone(Connection to, boolean gone, String id) throws SQLException {
    if (gone) {
      update(to, CONTAINER_GONE, id);
    }
  }

  private static String reason(String code, String message) {
    return SandboxJson.write(new SandboxView.Reason(code, message, true));
  }

  private static String reason(SandboxEvent.Failed failed) {
    return SandboxJson.write(
        new SandboxView.Reason(
            failed.code(), failed.message(), failed.retryable(), failed.filters()));
  }
}
