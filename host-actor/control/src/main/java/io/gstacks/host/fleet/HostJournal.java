package io.gstacks.host.fleet;

import io.gstacks.persistence.EntityJournal;
import io.gstacks.persistence.ReadTable;
import io.gstacks.persistence.StoredEvent;
import java.util.List;

/** How hosts are stored. */
public final class HostJournal implements EntityJournal<HostEvent, Host> {
  static final String ENTITY = "Host";

  @Override
  public String entity() {
    return ENTITY;
  }

  @Override
  public List<StoredEvent<? extends HostEvent>> events() {
    return List.of(
        StoredEvent.first("host.enrolled", HostEvent.Enrolled.class),
        StoredEvent.first("host.facts-changed", HostEvent.FactsChanged.class),
        StoredEvent.first("host.runtimes-changed", HostEvent.RuntimesChanged.class),
        StoredEvent.first("host.connected", HostEvent.Connected.class),
        StoredEvent.first("host.disconnected", HostEvent.Disconnected.class),
        StoredEvent.first("host.tagged", HostEvent.Tagged.class),
        StoredEvent.first("host.token-lost", HostEvent.TokenLost.class),
        StoredEvent.first("host.archived", HostEvent.Archived.class),
        StoredEvent.first("host.declared-lost", HostEvent.DeclaredLost.class),
        StoredEvent.first("host.losses-told", HostEvent.LossesTold.class),
        StoredEvent.first("host.capacity-reserved", HostEvent.CapacityReserved.class),
        StoredEvent.first("host.reservations-held", HostEvent.ReservationsHeld.class),
        StoredEvent.first("host.reservations-released", HostEvent.ReservationsReleased.class),
        StoredEvent.first("host.workload-quarantined", HostEvent.WorkloadQuarantined.class),
        StoredEvent.first("sandbox.rediscovery.ignored", HostEvent.RediscoveryIgnored.class));
  }

  @Override
  public Host empty() {
    return Host.absent();
  }

  @Override
  public Host apply(Host state, HostEvent event) {
    return state.apply(event);
  }

  @Override
  public Class<Host> stateType() {
    return Host.class;
  }

  @Override
  public List<ReadTable<HostEvent>> tables() {
    return List.of(new HostTable());
  }
}
