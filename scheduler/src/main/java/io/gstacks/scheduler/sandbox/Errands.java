package io.gstacks.scheduler.sandbox;

import io.gstacks.host.HostId;
import io.gstacks.host.SandboxId;
import io.gstacks.host.fleet.HostCommand;
import io.gstacks.host.fleet.HostReply;
import io.gstacks.host.fleet.Hosts;
import io.gstacks.host.work.WorkOrder;
import io.gstacks.persistence.entity.Meta;
import io.gstacks.persistence.entity.Refusal;
import io.gstacks.scheduler.sandbox.Agenda.Errand;
import io.gstacks.scheduler.sandbox.Sandbox.Life;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a sandbox's errands: tells the scheduler and the hosts. Each is sent once, and again when it
 * has had no effect for a while. Answers come back to the entity as commands.
 */
public final class Errands {
  private static final Logger LOG = LoggerFactory.getLogger(Errands.class);

  private static final String TIMER = "wake";

  /** What errands reach. */
  public record World(
      Hosts hosts, Placements placements, Secrets secrets, LifecycleSettings settings) {}

  private final SandboxId id;
  private final World world;
  private final ActorRef<SandboxCommand> self;
  private final ActorRef<SandboxCommand.Reply> nobody;
  private final TimerScheduler<SandboxCommand> timers;
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
  }

  /** Sends what is due and was not sent lately, and sees to it that the rest is thought of. */
  void run(Sandbox before, Life life, Instant now) {
    tellScheduler(before, life);
    var errands = Agenda.errands(life, now);
    if (errands.isEmpty()) {
      sent = Map.of();
    } else {
      sendDue(life, errands, now);
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

  private void sendDue(Life life, List<Errand> errands, Instant now) {
    var remembered = new HashMap<Errand, Instant>();
    for (var errand : errands) {
      var last = sent.get(errand);
      if (last == null || !last.plus(world.settings().repeatAfter()).isAfter(now)) {
        send(life, errand, now);
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

  private void send(Life life, Errand errand, Instant now) {
    switch (errand) {
      case Errand.AskForPlace(var attempt) -> world.placements().place(request(life, attempt, now));
      case Errand.Perform(var task) -> perform(life, task);
      case Errand.Release(var left) -> release(left.host(), left.attempt());
      case Errand.Claim(var at) -> claim(life, at);
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

  private void perform(Life life, Task task) {
    var sealed = life.spec().environment();
    if (task.order() != Task.Order.PROVISION || sealed.isEmpty()) {
      perform(life, task, Map.of());
      return;
    }
    // Opening may read the tenant's key from the database, so it has a thread of its own.
    var _ =
        CompletableFuture.supplyAsync(
                () ->
                    sealed.entrySet().stream()
                        .collect(
                            Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> world.secrets().open(life.tenant(), entry.getValue()))),
                command -> Thread.ofVirtual().name("open-environment").start(command))
            .whenComplete((environment, failure) -> {
              if (failure == null) {
                perform(life, task, environment);
              } else {
                LOG.atWarn()
                    .addKeyValue("sandbox", id)
                    .setCause(failure)
                    .log("environment could not be opened");
              }
            });
  }

  private void perform(Life life, Task task, Map<String, String> environment) {
    var command = Orders.commandOf(id, task);
    var order = Orders.of(life, task, environment, world.settings());
    perform(life, command, Orders.deadline(task, world.settings()), order);
  }

  /** Has its host start what should run already, which tells whether it is there. */
  void check(Life life, String command) {
    perform(life, command, world.settings().orderDeadline(), new WorkOrder.Start());
  }

  private void perform(Life life, String command, Duration remaining, WorkOrder order) {
    long attempt = life.seat().map(Seat::attempt).orElse(life.attempt());
    life.host()
        .ifPresent(host ->
            askHost(
                host,
                replyTo ->
                    new HostCommand.Perform(
                        Meta.system(),
                        id,
                        attempt,
                        life.generation(),
                        command,
                        remaining,
                        order,
                        replyTo),
                reply -> {
                  if (reply instanceof HostReply.Refused(var refusal)) {
                    tellSelf(new SandboxCommand.Declined(Meta.system(), command, refusal, nobody));
                  }
                }));
  }

  /** Gives up a reservation that this sandbox does not live by. */
  void release(HostId host, long attempt) {
    askHost(
        host,
        replyTo -> new HostCommand.Release(Meta.system(), id, attempt, replyTo),
        reply -> {
          if (isReleased(reply)) {
            tellSelf(new SandboxCommand.Released(Meta.system(), host, attempt, nobody));
          }
        });
  }

  private static boolean isReleased(HostReply reply) {
    return switch (reply) {
      case HostReply.Noted _, HostReply.Accepted _ -> true;
      case HostReply.Refused(var refusal) -> refusal.kind() == Refusal.Kind.NOT_FOUND;
      case HostReply.Granted _, HostReply.Superseded _, HostReply.Reserved _ -> false;
    };
  }

  private void claim(Life life, Seat at) {
    var claim = new HostCommand.Claim(id, life.tenant(), at.attempt(), life.spec().resources());
    askHost(
        at.host(),
        replyTo -> new HostCommand.ReserveBatch(Meta.system(), List.of(claim), replyTo),
        reply -> {
          if (reply instanceof HostReply.Reserved(var verdicts, _)
              && verdicts.stream().allMatch(HostReply.Verdict::granted)) {
            tellSelf(new SandboxCommand.Adopted(Meta.system(), at.host(), at.attempt(), nobody));
          }
        });
  }

  /** No answer in time is no answer: the errand is run again. */
  private void askHost(
      HostId host,
      Function<ActorRef<HostReply>, HostCommand> command,
      Consumer<HostReply> onReply) {
    var _ =
        world
            .hosts()
            .ask(host, command)
            .whenComplete((reply, failure) -> {
              if (failure == null) {
                onReply.accept(reply);
              } else {
                LOG.atDebug()
                    .addKeyValue("sandbox", id)
                    .addKeyValue("host", host)
                    .log("host gave no answer");
              }
            });
  }

  /** Looks at a host and tells what is known of it; completes without a word when it cannot say. */
  void lookAt(HostId host, Function<HostPresence, SandboxCommand> then, Runnable otherwise) {
    var _ =
        world
            .hosts()
            .ask(host, replyTo -> new HostCommand.Get(Meta.system(), replyTo))
            .whenComplete((reply, failure) -> {
              if (failure == null) {
                presence(reply).map(then).ifPresentOrElse(this::tellSelf, otherwise);
              } else {
                otherwise.run();
              }
            });
  }

  private static Optional<HostPresence> presence(HostReply reply) {
    return switch (reply) {
      case HostReply.Accepted(var host) ->
          Optional.of(
              switch (host.status()) {
                case "connected" -> HostPresence.CONNECTED;
                case "archived" -> HostPresence.GONE;
                default -> HostPresence.AWAY;
              });
      case HostReply.Refused(var refusal) when refusal.kind() == Refusal.Kind.NOT_FOUND ->
          Optional.of(HostPresence.GONE);
      case HostReply.Refused _,
          HostReply.Noted _,
          HostReply.Granted _,
          HostReply.Superseded _,
          HostReply.Reserved _ ->
          Optional.empty();
    };
  }

  private void tellSelf(SandboxCommand command) {
    self.tell(command);
  }
}
