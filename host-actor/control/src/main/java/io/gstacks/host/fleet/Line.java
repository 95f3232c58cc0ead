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
  private static final Duration SECOND_LOOK = Duration.ofMillis(500);

  private final LongSupplier nanoTime;
  private long heardAt;
  private Optional<Long> suspectedAt = Optional.empty();
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
    forget();
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
    forget();
  }

  /** What went out on a line that fell may not have arrived: its leases are questions again. */
  private void forget() {
    shown.clear();
    provisioned.clear();
  }

  /**
   * Whether it has been silent for too long. A suspicion is looked at again a moment later: the
   * pause may have been our own, with the session's words still waiting to be heard.
   */
  boolean isSilent(Duration silence) {
    if (!patience(silence).isZero()) {
      suspectedAt = Optional.empty();
      return false;
    }
    long now = nanoTime.getAsLong();
    if (suspectedAt.isEmpty()) {
      suspectedAt = Optional.of(now);
    }
    return now - suspectedAt.get() >= SECOND_LOOK.toNanos();
  }

  /** When to look again whether it is silent. */
  Duration nextLook(Duration silence) {
    var left = patience(silence);
    return left.isZero() ? SECOND_LOOK : left;
  }

  private Duration patience(Duration silence) {
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
