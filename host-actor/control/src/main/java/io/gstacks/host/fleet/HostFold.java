package io.gstacks.host.fleet;

import io.gstacks.host.SandboxId;
import io.gstacks.host.fleet.Member.Identity;
import io.gstacks.host.fleet.Member.Standing;
import io.gstacks.host.fleet.Member.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From a host's events to its state. */
final class HostFold {
  /** Workloads whose quarantine is remembered: a host that shows more repeats itself a little. */
  private static final int NOTED = 500;

  private HostFold() {}

  static Member enrolled(HostEvent.Enrolled event) {
    return new Member(
        identity(event),
        HostProfile.unknown(event.facts()),
        Set.of(),
        Standing.DISCONNECTED,
        0,
        "",
        new Times(event.at(), Optional.empty(), Optional.empty(), Optional.empty()),
        Ledger.empty(),
        Map.of(),
        List.of());
  }

  static Member apply(Member host, HostEvent event) {
    var change = new Change(host);
    switch (event) {
      case HostEvent.Enrolled enrolled -> change.enrolledAgain(enrolled);
      case HostEvent.FactsChanged(var profile) -> change.profile = profile;
      case HostEvent.RuntimesChanged(var runtimes) ->
          change.profile = host.profile().with(runtimes);
      case HostEvent.Connected connected -> change.connected(connected);
      case HostEvent.Disconnected(_, _, var at) -> change.away(Standing.DISCONNECTED, at);
      case HostEvent.TokenLost(_, var at) -> change.away(Standing.NO_TOKEN, at);
      case HostEvent.Archived(var at) -> change.archived(Standing.ARCHIVED, at);
      case HostEvent.DeclaredLost(var at) -> change.declaredLost(at);
      case HostEvent.Tagged(var tags) -> change.tags = tags;
      case HostEvent.LossesTold(var sandboxes) -> change.told(sandboxes);
      case HostEvent.CapacityReserved reserved -> change.ledger = host.ledger().after(reserved);
      case HostEvent.ReservationsHeld held -> change.ledger = host.ledger().after(held);
      case HostEvent.ReservationsReleased released -> change.ledger = host.ledger().after(released);
      case HostEvent.WorkloadQuarantined(var container, _, var sandbox, _, var reason) ->
          change.note(Disowned.key(container, sandbox, reason));
      case HostEvent.RediscoveryIgnored(var container, _, var sandbox, _, var reason) ->
          change.note(Disowned.key(container, sandbox.value(), reason));
    }
    return change.done();
  }

  private static Identity identity(HostEvent.Enrolled event) {
    return new Identity(event.tenant(), event.cluster(), event.token(), event.publicKey());
  }

  /** A member in the course of one event: what the event leaves alone is copied once. */
  private static final class Change {
    private final Member host;
    private Identity identity;
    private HostProfile profile;
    private Set<String> tags;
    private Standing standing;
    private long epoch;
    private String bootId;
    private Times times;
    private Ledger ledger;
    private Map<SandboxId, Long> lost;
    private List<String> noted;

    Change(Member host) {
      this.host = host;
      identity = host.identity();
      profile = host.profile();
      tags = host.tags();
      standing = host.standing();
      epoch = host.epoch();
      bootId = host.bootId();
      times = host.times();
      ledger = host.ledger();
      lost = host.lost();
      noted = host.noted();
    }

    Member done() {
      return new Member(
          identity, profile, tags, standing, epoch, bootId, times, ledger, lost, noted);
    }

    void enrolledAgain(HostEvent.Enrolled event) {
      identity = HostFold.identity(event);
      profile =
          new HostProfile(
              event.facts(),
              profile.runtimes(),
              profile.traits(),
              profile.capacity(),
              profile.concurrentStarts(),
              profile.images());
      standing = standing == Standing.CONNECTED ? standing : Standing.DISCONNECTED;
    }

    void connected(HostEvent.Connected event) {
      if (event.epoch() <= epoch) {
        throw new IllegalStateException(event + " does not follow epoch " + epoch);
      }
      epoch = event.epoch();
      bootId = event.bootId();
      standing = Standing.CONNECTED;
      times =
          new Times(
              times.enrolledAt(),
              Optional.of(event.at()),
              times.disconnectedAt(),
              times.archivedAt());
    }

    void away(Standing now, Instant at) {
      if (standing == Standing.CONNECTED) {
        times =
            new Times(times.enrolledAt(), times.connectedAt(), Optional.of(at), times.archivedAt());
      }
      standing = now;
    }

    void archived(Standing now, Instant at) {
      away(now, at);
      times =
          new Times(
              times.enrolledAt(), times.connectedAt(), times.disconnectedAt(), Optional.of(at));
    }

    void declaredLost(Instant at) {
      var given = new HashMap<>(lost);
      ledger.reservations().forEach((sandbox, held) -> given.put(sandbox, held.attempt()));
      lost = given;
      ledger = Ledger.empty();
      archived(Standing.LOST, at);
    }

    void told(List<SandboxId> sandboxes) {
      var left = new HashMap<>(lost);
      sandboxes.forEach(left::remove);
      lost = left;
    }

    void note(String key) {
      var more = new ArrayList<>(host.noted());
      more.add(key);
      noted = more.size() > NOTED ? more.subList(more.size() - NOTED, more.size()) : more;
    }
  }
}
