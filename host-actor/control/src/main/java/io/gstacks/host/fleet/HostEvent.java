package io.gstacks.host.fleet;

import io.gstacks.host.ClusterId;
import io.gstacks.host.Resources;
import io.gstacks.host.SandboxId;
import io.gstacks.host.TokenId;
import io.gstacks.persistence.TenantId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What happens to a host. Those that change reservations say what is reserved after them. */
public sealed interface HostEvent {
  /** By a token; a second time, when it comes back with another one. */
  record Enrolled(
      TenantId tenant, ClusterId cluster, TokenId token, String publicKey, Facts facts, Instant at)
      implements HostEvent {}

  record FactsChanged(HostProfile profile) implements HostEvent {}

  record RuntimesChanged(List<RuntimeHealth> runtimes) implements HostEvent {
    public RuntimesChanged {
      runtimes = List.copyOf(runtimes);
    }
  }

  record Connected(long epoch, String bootId, Instant at) implements HostEvent {}

  record Disconnected(long epoch, String reason, Instant at) implements HostEvent {}

  record Tagged(Set<String> tags) implements HostEvent {
    public Tagged {
      tags = Collections.unmodifiableSet(new TreeSet<>(tags));
    }
  }

  record TokenLost(TokenId token, Instant at) implements HostEvent {}

  record Archived(Instant at) implements HostEvent {}

  /** It will not come back; what it carried is given up with it. */
  record DeclaredLost(Instant at) implements HostEvent {}

  /** These sandboxes know that their host is lost. */
  record LossesTold(List<SandboxId> sandboxes) implements HostEvent {
    public LossesTold {
      sandboxes = List.copyOf(sandboxes);
    }
  }

  record CapacityReserved(List<Grant> grants, Instant leaseUntil, Resources reserved)
      implements HostEvent {
    public CapacityReserved {
      grants = List.copyOf(grants);
    }
  }

  record ReservationsHeld(List<Ref> reservations) implements HostEvent {
    public ReservationsHeld {
      reservations = List.copyOf(reservations);
    }
  }

  record ReservationsReleased(List<Ref> reservations, String reason, Resources reserved)
      implements HostEvent {
    public ReservationsReleased {
      reservations = List.copyOf(reservations);
    }
  }

  /** A workload whose labels prove nothing or name another tenant or cluster: never adopted. */
  record WorkloadQuarantined(
      String container, String containerName, String sandbox, long generation, String reason)
      implements HostEvent {}

  /** A workload of ours that nobody wants back: {@code archived} or {@code not_found} (I7). */
  record RediscoveryIgnored(
      String container, String containerName, SandboxId sandbox, long generation, String reason)
      implements HostEvent {}

  /** Room given to one attempt of a sandbox. */
  record Grant(SandboxId sandbox, TenantId tenant, long attempt, Resources resources) {}

  /** Which reservation: one attempt of a sandbox. */
  record Ref(SandboxId sandbox, long attempt) {}
}
