package io.gstacks.scheduler.cluster;

import io.gstacks.host.HostId;
import io.gstacks.host.SandboxId;
import io.gstacks.host.fleet.HostCommand;
import io.gstacks.scheduler.placement.PlacementRequest;
import io.gstacks.scheduler.sandbox.HostWanted;
import io.gstacks.scheduler.sandbox.SandboxCommand;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;

/** A sandbox that looks for a host, as its scheduler handles it. Belongs to one actor. */
final class Request {
  /**
   * The order of the queue. It comes from the request itself, so a move of the scheduler keeps it.
   */
  static final Comparator<Request> OLDEST_FIRST =
      Comparator.comparing((Request request) -> request.wanted().requestedAt())
          .thenComparing(request -> request.sandbox().value());

  private HostWanted wanted;
  private final PlacementRequest shape;
  private final long deadline;
  private final long startDeadline;
  private final Set<HostId> refusedBy = new HashSet<>();
  private int refusals;
  private String lack = "";

  /**
   * Deadlines are ticks: after the first it waits for room no longer, after the second for hosts
   * that have room and start too many others.
   */
  Request(HostWanted wanted, long deadline, long startDeadline) {
    this.wanted = wanted;
    this.deadline = wanted.patience().isZero() ? 0 : deadline;
    this.startDeadline = startDeadline;
    this.shape =
        new PlacementRequest(
            wanted.host(), wanted.tags(), wanted.traits(), wanted.resources(), wanted.image());
  }

  SandboxId sandbox() {
    return wanted.sandbox();
  }

  HostWanted wanted() {
    return wanted;
  }

  /** What of it matters to placement; equal for many. */
  PlacementRequest shape() {
    return shape;
  }

  /** The sandbox's entity may be another one now. */
  void repeatedBy(HostWanted repeat) {
    wanted = repeat;
  }

  HostCommand.Claim claim() {
    return new HostCommand.Claim(
        wanted.sandbox(), wanted.tenant(), wanted.attempt(), wanted.resources());
  }

  void tell(SandboxCommand answer) {
    wanted.replyTo().tell(answer);
  }

  boolean mayWait(long tick, boolean onlyStartsLack) {
    return tick < (onlyStartsLack ? Math.max(deadline, startDeadline) : deadline);
  }

  /** Whether it should look once more, be it only to hear why nothing fits. */
  boolean expired(long tick) {
    return !mayWait(tick, false);
  }

  /** A host that said no, or nothing; after so many the next look is at all hosts again. */
  void refusedBy(HostId host, int most) {
    refusals++;
    if (refusals <= most) {
      refusedBy.add(host);
    } else {
      refusedBy.clear();
    }
  }

  /** Whether it has had its last look. */
  boolean exhausted(int most) {
    return refusals > most + 1;
  }

  Set<HostId> refusedBy() {
    return refusedBy;
  }

  /** It rests in the queue: what comes after is a new round. */
  void rest() {
    refusals = 0;
    refusedBy.clear();
  }

  /** What it waits for. True the first time. */
  boolean lacks(String what) {
    boolean first = lack.isEmpty();
    lack = what;
    return first;
  }

  /** What it waited for last; empty before it ever did. */
  String lack() {
    return lack;
  }
}
