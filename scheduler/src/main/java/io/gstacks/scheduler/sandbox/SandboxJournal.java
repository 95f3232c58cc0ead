package io.gstacks.scheduler.sandbox;

import io.gstacks.persistence.EntityJournal;
import io.gstacks.persistence.ReadTable;
import io.gstacks.persistence.StoredEvent;
import java.util.List;

/** The stored form of sandboxes. */
public final class SandboxJournal implements EntityJournal<SandboxEvent, Sandbox> {
  public static final String ENTITY = "Sandbox";

  private static final List<StoredEvent<? extends SandboxEvent>> EVENTS =
      List.of(
          StoredEvent.first("sandbox.requested", SandboxEvent.Requested.class),
          StoredEvent.first("sandbox.waiting", SandboxEvent.Waiting.class),
          StoredEvent.first("sandbox.placed", SandboxEvent.Placed.class),
          StoredEvent.first("sandbox.placement-failed", SandboxEvent.PlacementFailed.class),
          StoredEvent.first("sandbox.progressed", SandboxEvent.Progressed.class),
          StoredEvent.first("sandbox.started", SandboxEvent.Started.class),
          StoredEvent.first("sandbox.failed", SandboxEvent.Failed.class),
          StoredEvent.first("sandbox.stop-requested", SandboxEvent.StopRequested.class),
          StoredEvent.first("sandbox.stopped", SandboxEvent.Stopped.class),
          StoredEvent.first("sandbox.exited", SandboxEvent.Exited.class),
          StoredEvent.first("sandbox.interrupted", SandboxEvent.Interrupted.class),
          StoredEvent.first("sandbox.start-requested", SandboxEvent.StartRequested.class),
          StoredEvent.first("sandbox.delayed", SandboxEvent.Delayed.class),
          StoredEvent.first("sandbox.archive-requested", SandboxEvent.ArchiveRequested.class),
          StoredEvent.first("sandbox.archived", SandboxEvent.Archived.class),
          StoredEvent.first("sandbox.workspace-expired", SandboxEvent.WorkspaceExpired.class),
          StoredEvent.first("sandbox.workspace-removed", SandboxEvent.WorkspaceRemoved.class),
          StoredEvent.first("sandbox.purged", SandboxEvent.Purged.class),
          StoredEvent.first("sandbox.host-lost", SandboxEvent.HostLost.class),
          StoredEvent.first("sandbox.rebound", SandboxEvent.Rebound.class),
          StoredEvent.first("sandbox.reservation-lost", SandboxEvent.ReservationLost.class),
          StoredEvent.first("sandbox.adopted", SandboxEvent.Adopted.class),
          StoredEvent.first("sandbox.rediscovery-ignored", SandboxEvent.RediscoveryIgnored.class),
          StoredEvent.first("sandbox.released", SandboxEvent.Released.class));

  @Override
  public String entity() {
    return ENTITY;
  }

  @Override
  public List<StoredEvent<? extends SandboxEvent>> events() {
    return EVENTS;
  }

  @Override
  public Sandbox empty() {
    return Sandbox.absent();
  }

  @Override
  public Sandbox apply(Sandbox state, SandboxEvent event) {
    return Fold.apply(state, event);
  }

  @Override
  public Class<Sandbox> stateType() {
    return Sandbox.class;
  }

  @Override
  public List<ReadTable<SandboxEvent>> tables() {
    return List.of(new SandboxTable(), new ActivityTable(EVENTS));
  }
}
