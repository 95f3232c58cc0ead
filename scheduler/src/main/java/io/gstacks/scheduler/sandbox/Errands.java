package io.gstacks.scheduler.sandbox;

import io.gstacks.host.SandboxId;
import io.gstacks.host.fleet.Hosts;
import io.gstacks.persistence.entity.Meta;
import io.gstacks.scheduler.sandbox.Agenda.Errand;
import io.gstacks.scheduler.sandbox.Sandbox.Life;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Runs a sandbox's errands: tells the scheduler and the hosts. Each is sent once, and again when it
 * has had no effect for a while. Answers come back to the entity as commands.
 */
public final class Errands {

  private static final String TIMER = "wake";

  /** What errands reach. */
  public record World(
      Hosts hosts, Placements placements, Secrets secrets, LifecycleSettings settings) {}

  private final SandboxId id;
  private final World world;
  private final ActorRef<SandboxCommand> self;
  private final ActorRef<SandboxCommand.Reply> nobody;
  private final TimerScheduler<SandboxCommand> timers;
  private final HostCalls hosts;
  private Map<Errand, Instant> sent = Map.of();

  Errands(
      SandboxId id,
      World world,
      ActorContext<SandboxCommand> context,
      TimerScheduler<SandboxCommand> timers) {
    this.id = id;
    this.world = world;
    this.self = context.getSelf();
    this.nobody = context.getSystem().ignoreRef();
    this.timers = timers;
    this.hosts = new HostCalls(id, world, self, nobody);
  }

  HostCalls hosts() {
    return hosts;
  }

  /** Sends what is due and was not sent lately, and sees to it that the rest is thought of. */
  void run(Sandbox before, Life life, Instant now) {
    tellScheduler(before, life);
    var errands = Agenda.errands(life, now);
    if (errands.isEmpty()) {
      sent = Map.of();
    } else {
      sendDue(life, errands, isNew(before, life), now);
    }
    Agenda.wakeAt(life, now, world.settings().repeatAfter())
        .ifPresentOrElse(
            at ->
                timers.startSingleTimer(
                    TIMER,
                    new SandboxCommand.Wake(Meta.system(), nobody),
                    Duration.between(now, at)),
            () -> timers.cancel(TIMER));
  }

  /** Whether its task was decided just now, so that no host can have heard of it. */
  private static boolean isNew(Sandbox before, Life life) {
    return !(before instanceof Life was)
        || !was.task().map(Task::number).equals(life.task().map(Task::number));
  }

  private void sendDue(Life life, List<Errand> errands, boolean newTask, Instant now) {
    var remembered = new HashMap<Errand, Instant>();
    for (var errand : errands) {
      var last = sent.get(errand);
      if (last == null || !last.plus(world.settings().repeatAfter()).isAfter(now)) {
        send(life, errand, newTask, now);
        last = now;
      }
      remembered.put(errand, last);
    }
    sent = remembered;
  }

  /** Both only speed things up: the scheduler learns of them by itself, later. */
  private void tellScheduler(Sandbox before, Life life) {
    if (before instanceof Life was) {
      if (was.firstStart() && !life.firstStart()) {
        world.placements().startEnded(life.spec().cluster(), id);
      }
      if (was.placing() && life.status().settled()) {
        world.placements().withdraw(life.spec().cluster(), id);
      }
    }
  }

  private void send(Life life, Errand errand, boolean newTask, Instant now) {
    switch (errand) {
      case Errand.AskForPlace(var attempt) -> world.placements().place(request(life, attempt, now));
      case Errand.Perform(var task) -> hosts.perform(life, task, !newTask);
      case Errand.Release(var left) -> hosts.release(left.host(), left.attempt());
      case Errand.Claim(var at) -> hosts.claim(life, at);
    }
  }

  private HostWanted request(Life life, long attempt, Instant now) {
    var spec = life.spec();
    var waited =
        life.status() == Status.CREATING
            ? Duration.between(life.times().created(), now)
            : Duration.ZERO;
    var left = spec.queueTimeout().minus(waited);
    return new HostWanted(
        id,
        life.tenant(),
        attempt,
        spec.cluster(),
        spec.host(),
        spec.resources(),
        spec.tags(),
        spec.traits(),
        spec.image(),
        life.avoided(),
        life.times().created(),
        left.isNegative() ? Duration.ZERO : left,
        self);
  }
}
