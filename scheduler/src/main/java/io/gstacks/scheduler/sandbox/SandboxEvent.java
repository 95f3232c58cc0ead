package io.gstacks.scheduler.sandbox;

import io.gstacks.host.HostId;
import io.gstacks.persistence.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What has happened to one sandbox. Facts: written once, read for years; their stored names are in
 * {@link SandboxJournal}. Moments that the rules need later are in the event.
 */
public sealed interface SandboxEvent {
  /** Someone wants it; it is looked for a host. */
  record Requested(TenantId tenant, SandboxSpec spec, Instant at) implements SandboxEvent {}

  /** Nothing has room for it; it stands in the queue. */
  record Waiting(long attempt, String message) implements SandboxEvent {}

  /** A host reserved for it, and is to provision it under this generation. */
  record Placed(HostId host, long attempt, long generation) implements SandboxEvent {}

  /** The host could not after all; {@code nextAttempt} looks for another from {@code again} on. */
  record PlacementFailed(
      HostId host, String code, String message, long nextAttempt, Optional<Instant> again)
      implements SandboxEvent {}

  record Progressed(String step, String detail) implements SandboxEvent {}

  record Started(Container container, Instant at) implements SandboxEvent {}

  /**
   * It goes no further by itself. {@code filters}: how many hosts each filter of placement took.
   */
  record Failed(String code, String message, boolean retryable, Map<String, Integer> filters)
      implements SandboxEvent {
    public Failed {
      filters = Map.copyOf(filters);
    }
  }

  record StopRequested() implements SandboxEvent {}

  /** As was asked. {@code gone}: the runtime no longer holds a container to start again. */
  record Stopped(Optional<Integer> exitCode, boolean gone, Instant at) implements SandboxEvent {}

  /** Its main process ended by itself; it stays so. */
  record Exited(String code, int exitCode, Instant at) implements SandboxEvent {}

  /** Something that nobody asked for stopped it; it is started again from {@code again} on. */
  record Interrupted(String code, boolean gone, Instant at, Instant again)
      implements SandboxEvent {}

  /** By its owner, or by itself after an interruption. */
  record StartRequested(Way way, long attempt, long generation) implements SandboxEvent {
    /** A new host; a new container where it was; or the container that is there. */
    public enum Way {
      PLACE,
      PROVISION,
      START
    }
  }

  /** Its host could not do it yet; it is asked again from {@code again} on. */
  record Delayed(String code, String message, Instant again) implements SandboxEvent {}

  record ArchiveRequested(boolean purge) implements SandboxEvent {}

  /** {@code keepUntil}: how long its workspace stays, where it has one. */
  record Archived(Optional<Instant> keepUntil, Instant at) implements SandboxEvent {}

  /** Its workspace is to go; with {@code purge}, the sandbox out of lists as well. */
  record WorkspaceExpired(boolean purge) implements SandboxEvent {}

  record WorkspaceRemoved() implements SandboxEvent {}

  record Purged(Instant at) implements SandboxEvent {}

  /** Its host will not come back. A workload that does is of an older generation than this. */
  record HostLost(HostId host, long generation) implements SandboxEvent {}

  /** Its workload was found on another host, which is to reserve for it. */
  record Rebound(HostId from, HostId host, long attempt, long generation, Container container)
      implements SandboxEvent {}

  /** The host that it was found on has reserved for it. */
  record Adopted(HostId host, long attempt) implements SandboxEvent {}

  /** Its host has no room kept for it, though it ran there: it asks for it under a new attempt. */
  record ReservationLost(HostId host, long attempt) implements SandboxEvent {}

  /** A host showed a workload of it though it is archived (I7). */
  record RediscoveryIgnored(
      HostId host, String container, String containerName, long generation, String reason)
      implements SandboxEvent {}

  /** A host that it left holds nothing for it any more. */
  record Released(HostId host, long attempt) implements SandboxEvent {}
}
