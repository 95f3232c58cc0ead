package io.gstacks.host.fleet;

import io.gstacks.host.Resources;
import io.gstacks.host.SandboxId;
import io.gstacks.host.fleet.HostCommand.Claim;
import io.gstacks.host.fleet.HostEvent.Grant;
import io.gstacks.host.fleet.HostEvent.Ref;
import io.gstacks.host.fleet.HostReply.Verdict;
import io.gstacks.persistence.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a host has promised to sandboxes. A sandbox holds at most one reservation, that of its
 * highest attempt; together they never pass the limit (I2).
 *
 * <p>Example: limit 4 cores, reserved 3. Claims for 2 and 1 core, in this order: the first is
 * {@code full}, the second is granted. Claims are looked at in the order in which they come.
 *
 * <p>Known limit: state is copied on each change, so a host with tens of thousands of reservations
 * would be slow; real ones have hundreds.
 *
 * @param reserved the sum of all reservations
 */
public record Ledger(Map<SandboxId, Reservation> reservations, Resources reserved) {
  public Ledger {
    reservations = Map.copyOf(reservations);
  }

  /** {@code leaseUntil} is empty once it is known that the sandbox lives here. */
  public record Reservation(
      TenantId tenant, long attempt, Resources resources, Optional<Instant> leaseUntil) {}

  /** What came of a batch: one verdict for each claim, and the new reservations among them. */
  public record Batch(List<Verdict> verdicts, List<Grant> grants, Resources reserved) {}

  static Ledger empty() {
    return new Ledger(Map.of(), Resources.NONE);
  }

  /**
   * Grants what fits under {@code limit}, in order, to sandboxes of the host's own tenant. Changes
   * nothing: see {@link #after}.
   */
  Batch reserve(List<Claim> claims, TenantId tenant, Resources limit) {
    var granted = new LinkedHashMap<SandboxId, Grant>();
    var verdicts = new ArrayList<Verdict>(claims.size());
    var used = reserved;
    for (var claim : claims) {
      var present = present(granted, claim.sandbox());
      var others = present.map(Grant::resources).map(used::minus).orElse(used);
      var refusal = refusal(claim, tenant, present, limit.minus(others));
      if (refusal.isEmpty() && present.filter(grant -> isOf(grant, claim)).isEmpty()) {
        used = others.plus(claim.resources());
        granted.put(claim.sandbox(), grant(claim));
      }
      verdicts.add(new Verdict(claim.sandbox(), claim.attempt(), refusal));
    }
    return new Batch(verdicts, List.copyOf(granted.values()), used);
  }

  /** The same answer to every claim. */
  Batch refuse(List<Claim> claims, String why) {
    return new Batch(
        claims.stream().map(claim -> new Verdict(claim.sandbox(), claim.attempt(), why)).toList(),
        List.of(),
        reserved);
  }

  private static String refusal(
      Claim claim, TenantId tenant, Optional<Grant> present, Resources room) {
    if (!claim.tenant().equals(tenant)) {
      return "not_found";
    }
    if (present.filter(grant -> isOf(grant, claim)).isPresent()) {
      return "";
    }
    if (present.filter(grant -> grant.attempt() > claim.attempt()).isPresent()) {
      return "stale_attempt";
    }
    return claim.resources().fitsIn(room) ? "" : "full";
  }

  private static boolean isOf(Grant grant, Claim claim) {
    return grant.attempt() == claim.attempt();
  }

  private Optional<Grant> present(Map<SandboxId, Grant> granted, SandboxId sandbox) {
    return Optional.ofNullable(granted.get(sandbox))
        .or(() ->
            Optional.ofNullable(reservations.get(sandbox))
                .map(r -> new Grant(sandbox, r.tenant(), r.attempt(), r.resources())));
  }

  private static Grant grant(Claim claim) {
    return new Grant(claim.sandbox(), claim.tenant(), claim.attempt(), claim.resources());
  }

  /** The reservation of exactly this attempt. */
  Optional<Reservation> of(SandboxId sandbox, long attempt) {
    return Optional.ofNullable(reservations.get(sandbox)).filter(r -> r.attempt() == attempt);
  }

  /** Of these, what still stands and is not a later attempt: what a release of them gives up. */
  List<Ref> releasable(List<Ref> refs) {
    return refs.stream()
        .flatMap(ref ->
            Optional.ofNullable(reservations.get(ref.sandbox()))
                .filter(r -> r.attempt() <= ref.attempt())
                .map(r -> new Ref(ref.sandbox(), r.attempt()))
                .stream())
        .distinct()
        .toList();
  }

  /** What is reserved once these are given up. */
  Resources reservedWithout(List<Ref> refs) {
    var left = reserved;
    for (var ref : refs) {
      left =
          of(ref.sandbox(), ref.attempt())
              .map(Reservation::resources)
              .map(left::minus)
              .orElse(left);
    }
    return left;
  }

  /** Those of these whose lease still runs or ran out: a hold would be news. */
  List<Ref> leased(List<Ref> refs) {
    return refs.stream()
        .filter(
            ref -> of(ref.sandbox(), ref.attempt()).flatMap(Reservation::leaseUntil).isPresent())
        .toList();
  }

  /** Leases that have run out. */
  List<Ref> due(Instant now) {
    return reservations.entrySet().stream()
        .filter(entry -> entry.getValue().leaseUntil().filter(end -> !end.isAfter(now)).isPresent())
        .map(entry -> new Ref(entry.getKey(), entry.getValue().attempt()))
        .toList();
  }

  /** When the next lease ends. */
  Optional<Instant> nextLease() {
    return reservations.values().stream()
        .flatMap(reservation -> reservation.leaseUntil().stream())
        .min(Comparator.naturalOrder());
  }

  Ledger after(HostEvent.CapacityReserved event) {
    var more = new HashMap<>(reservations);
    for (var grant : event.grants()) {
      more.put(
          grant.sandbox(),
          new Reservation(
              grant.tenant(), grant.attempt(), grant.resources(), Optional.of(event.leaseUntil())));
    }
    return new Ledger(more, event.reserved());
  }

  Ledger after(HostEvent.ReservationsReleased event) {
    var fewer = new HashMap<>(reservations);
    event.reservations().forEach(ref -> fewer.remove(ref.sandbox()));
    return new Ledger(fewer, event.reserved());
  }

  Ledger after(HostEvent.ReservationsHeld event) {
    var held = new HashMap<>(reservations);
    for (var ref : event.reservations()) {
      held.computeIfPresent(
          ref.sandbox(),
          (_, r) -> new Reservation(r.tenant(), r.attempt(), r.resources(), Optional.empty()));
    }
    return new Ledger(held, reserved);
  }
}
