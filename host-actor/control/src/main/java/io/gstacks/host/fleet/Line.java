package io.gstacks.host.fleet;

import io.gstacks.host.SandboxId;
import io.gstacks.host.fleet.HostCommand.HostCondition;
import io.gstacks.host.fleet.HostEvent.Ref;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * The line to a host's agent, as one incarnation of the entity knows it. Nothing of it is stored: a
 * recovered host has none until its session speaks.
 */
final class Line {
  private static final Duration HEALTH_PAUSE = Duration.ofSeconds(2);

  private final LongSupplier nanoTime;
  private long heardAt;
  private Optional<Long> healthRecordedAt = Optional.empty();
  private Optional<Standing> standing = Optional.empty();
  private final Set<SandboxId> shown = new HashSet<>();
  private final Set<Ref> provisioned = new HashSet<>();

  /** The session of one epoch, and what it said last. */
  private record Standing(
      long epoch, ActorRef<SessionOrder> session, Optional<HostCondition> condition) {}

  Line(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.heardAt = nanoTime.getAsLong();
  }

  boolean stands() {
    return standing.isPresent();
  }

  Optional<HostCondition> condition() {
    return standing.flatMap(Standing::condition);
  }

  Optional<ActorRef<SessionOrder>> session() {
    return standing.map(Standing::session);
  }

  /** A session was granted this epoch. */
  void stand(long epoch, ActorRef<SessionOrder> session) {
    heardAt = nanoTime.getAsLong();
    standing = Optional.of(new Standing(epoch, session, Optional.empty()));
    shown.clear();
  }

  void heard(long epoch, ActorRef<SessionOrder> session, HostCondition condition) {
    if (standing.filter(present -> present.epoch() == epoch).isEmpty()) {
      shown.clear();
    }
    heardAt = nanoTime.getAsLong();
    standing = Optional.of(new Standing(epoch, session, Optional.of(condition)));
  }

  void drop() {
    standing = Optional.empty();
    shown.clear();
  }

  /** How much longer it may be silent before the host counts as away; never negative. */
  Duration patience(Duration silence) {
    var left = silence.minusNanos(nanoTime.getAsLong() - heardAt);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** An engine that comes and goes each second is not recorded each second. */
  boolean mayRecordHealth() {
    long now = nanoTime.getAsLong();
    if (healthRecordedAt.filter(at -> now - at < HEALTH_PAUSE.toNanos()).isPresent()) {
      return false;
    }
    healthRecordedAt = Optional.of(now);
    return true;
  }

  void show(List<SandboxId> sandboxes) {
    shown.addAll(sandboxes);
  }

  boolean shows(SandboxId sandbox) {
    return shown.contains(sandbox);
  }

  /**
   * Work for this attempt went to the agent: its lease is a hold, which the journal learns later.
   */
  void provision(Ref ref) {
    provisioned.add(ref);
  }

  boolean hasProvisioned(Ref ref) {
    return provisioned.contains(ref);
  }

  void forgetProvisioned(List<Ref> refs) {
    refs.forEach(provisioned::remove);
  }
}
