package io.gstacks.host.fleet;

import static java.util.function.Predicate.not;

import io.gstacks.host.HostId;
import io.gstacks.host.HostSettings;
import io.gstacks.host.fleet.HostEvent.Ref;
import io.gstacks.host.fleet.Member.Standing;
import io.gstacks.persistence.entity.Meta;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * What a host entity does by itself: announces itself, asks about leases that ran out, tells of its
 * loss. Timers are only the fast path: what is due follows from the stored state, and {@code
 * wake_at} brings the entity back where no timer is left.
 */
final class HostDuties {
  private static final Duration COALESCE = Duration.ofMillis(20);
  private static final Duration SHORTEST = Duration.ofMillis(10);

  private enum Timer {
    DUTIES,
    ANNOUNCE
  }

  private final HostId id;
  private final HostEntity.World world;
  private final HostSettings.Fleet settings;
  private final TimerScheduler<HostCommand> timers;
  private final Questions questions;
  private final HostCommand.Wake wake;
  private Duration pause;
  private Instant armedFor = Instant.MAX;
  private boolean changed;
  private Optional<HostProfile> profile = Optional.empty();
  private Set<String> images = Set.of();

  HostDuties(
      HostId id,
      HostEntity.World world,
      ActorContext<HostCommand> context,
      TimerScheduler<HostCommand> timers) {
    this.id = id;
    this.world = world;
    this.settings = world.settings().fleet();
    this.timers = timers;
    this.questions =
        new Questions(
            id,
            world.sandboxes(),
            settings.questionsAtOnce(),
            world.settings().askTimeout(),
            context);
    this.wake = new HostCommand.Wake(Meta.system(), context.getSystem().ignoreRef());
    this.pause = settings.questionRetry();
  }

  /** Something changed that placement wants to know; several changes at once are one word. */
  void changed() {
    changed = true;
    if (!timers.isTimerActive(Timer.ANNOUNCE)) {
      timers.startSingleTimer(Timer.ANNOUNCE, wake, COALESCE);
    }
  }

  /** At once: what was {@link #changed}, if anything was. */
  void announceChange(Member host, boolean connected, long revision) {
    if (changed) {
      announce(host, connected, revision);
    }
  }

  void announce(Member host, boolean connected, long revision) {
    changed = false;
    world.announcements().announce(announcement(host, connected, revision));
  }

  /** Its images change with its profile only, and are many: they are not gathered each second. */
  HostAnnouncement announcement(Member host, boolean connected, long revision) {
    if (profile.filter(host.profile()::equals).isEmpty()) {
      profile = Optional.of(host.profile());
      images = HostViews.references(host.profile().images());
    }
    return HostViews.announcement(id, host, images, connected, settings.overcommit(), revision);
  }

  /** Leases that ran out although their work went to the agent: holds, not yet stored. */
  List<Ref> silentHolds(Member host, Line line, Instant now) {
    return host.ledger().due(now).stream().filter(line::hasProvisioned).toList();
  }

  /** Asks and tells what is due, and sets the timer for what is due next. */
  void look(Member host, Line line, Instant now) {
    if (!questions.open()) {
      var due = host.ledger().due(now).stream().filter(not(line::hasProvisioned)).toList();
      if (!due.isEmpty()) {
        questions.whetherHeld(host.identity().tenant(), due);
      } else if (!host.lost().isEmpty()) {
        questions.tellLost(host.identity().tenant(), host.lost());
      }
    }
    arm(host, line, now);
  }

  /** A page of the inventory; after the last one it is known what no page names. */
  void shown(Member host, Line line, HostCommand.Shown page, Instant now) {
    if (page.epoch() == host.epoch()) {
      line.show(page.sandboxes());
      if (page.last()) {
        askUnshown(host, line, now);
      }
    }
  }

  /** Reservations that no inventory names, older than a lease: are they still wanted? (I4) */
  private void askUnshown(Member host, Line line, Instant now) {
    var unshown =
        host.ledger().reservations().entrySet().stream()
            .filter(entry -> !line.shows(entry.getKey()))
            .filter(entry -> entry.getValue().leaseUntil().filter(now::isBefore).isEmpty())
            .map(entry -> new Ref(entry.getKey(), entry.getValue().attempt()))
            .toList();
    if (!unshown.isEmpty() && !questions.open()) {
      questions.whetherHeld(host.identity().tenant(), unshown);
    }
  }

  /** What was not answered is asked again, later each time. */
  void roundOver(boolean unanswered) {
    questions.roundOver();
    var doubled = pause.multipliedBy(2);
    var longest = settings.questionRetryMax();
    pause =
        unanswered
            ? (doubled.compareTo(longest) < 0 ? doubled : longest)
            : settings.questionRetry();
  }

  /** A lease began: the timer fires no later than it ends. */
  void armFor(Instant lease, Instant now) {
    if (lease.isBefore(armedFor)) {
      start(lease, now);
    }
  }

  private void arm(Member host, Line line, Instant now) {
    var next = next(host, line, now);
    armedFor = Instant.MAX;
    timers.cancel(Timer.DUTIES);
    next.ifPresent(at -> start(at, now));
  }

  private Optional<Instant> next(Member host, Line line, Instant now) {
    var again = now.plus(pause);
    var silence =
        host.standing() == Standing.CONNECTED
            ? Optional.of(now.plus(line.nextLook(settings.silence())))
            : Optional.<Instant>empty();
    var lease = host.ledger().nextLease().map(end -> end.isAfter(now) ? end : again);
    var loss = host.lost().isEmpty() ? Optional.<Instant>empty() : Optional.of(again);
    return Stream.of(silence, lease, loss).flatMap(Optional::stream).min(Instant::compareTo);
  }

  private void start(Instant at, Instant now) {
    armedFor = at;
    var delay = Duration.between(now, at);
    timers.startSingleTimer(Timer.DUTIES, wake, delay.compareTo(SHORTEST) < 0 ? SHORTEST : delay);
  }
}
