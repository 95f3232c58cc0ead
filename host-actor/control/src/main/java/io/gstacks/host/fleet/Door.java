package io.gstacks.host.fleet;

import io.gstacks.host.fleet.HostEvent.Ref;
import io.gstacks.host.work.WorkOrder;
import io.gstacks.persistence.entity.Refusal;
import java.util.Map;
import java.util.Optional;

/**
 * The one door to a remote agent: an order goes out while the line stands, and a new workload only
 * on a reservation.
 */
final class Door {
  private final Line line;

  Door(Line line) {
    this.line = line;
  }

  /** Why it did not go out; empty when it did. */
  Optional<Refusal> perform(Member host, HostCommand.Perform work) {
    if (line.stands()) {
      if (host.ledger().of(work.sandbox(), work.attempt()).isPresent()) {
        line.provision(new Ref(work.sandbox(), work.attempt()));
      } else if (work.order() instanceof WorkOrder.Provision) {
        return Optional.of(
            Refusal.conflict("no_reservation", "this attempt has no room on the host"));
      }
    }
    return give(
        host,
        new SessionOrder.Perform(
            work.sandbox(), work.generation(), work.command(), work.remaining(), work.order()));
  }

  Optional<Refusal> openChannel(Member host, ChannelOrder order) {
    return give(host, new SessionOrder.OpenChannel(order));
  }

  private Optional<Refusal> give(Member host, SessionOrder order) {
    var session = line.session();
    session.ifPresent(agent -> agent.tell(order));
    return session.isPresent() ? Optional.empty() : Optional.of(host.barred().orElse(away()));
  }

  private static Refusal away() {
    return new Refusal(
        Refusal.Kind.CONFLICT, "host_disconnected", "the host is not connected", true, Map.of());
  }
}
