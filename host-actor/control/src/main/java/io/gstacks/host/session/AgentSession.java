package io.gstacks.host.session;

import io.gstacks.agent.protocol.Cleanup;
import io.gstacks.agent.protocol.FromAgent;
import io.gstacks.agent.protocol.Heartbeat;
import io.gstacks.agent.protocol.Reconnect;
import io.gstacks.agent.protocol.ToAgent;
import io.gstacks.agent.protocol.Welcome;
import io.gstacks.agent.protocol.WorkProgress;
import io.gstacks.agent.protocol.WorkResult;
import io.gstacks.agent.protocol.WorkloadReport;
import io.gstacks.host.HostSettings;
import io.gstacks.host.SandboxId;
import io.gstacks.host.authority.Identity;
import io.gstacks.host.fleet.HostReply;
import io.gstacks.host.fleet.SessionOrder;
import io.gstacks.persistence.Ulid;
import io.gstacks.persistence.entity.Refusal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.Materializer;

/**
 * The node-local end of one agent's stream, from Hello to the end of the line.
 *
 * <p>The agent greets; the host entity grants an epoch; the inventory is sorted and what is stale
 * is removed; then the agent is welcome and orders flow. Orders that come before wait. Whatever
 * goes wrong ends the stream: the agent comes back, and all that matters is kept on both sides.
 */
public final class AgentSession {
  /** What a session hears: its stream, its host entity, and itself. */
  public sealed interface Message {}

  /** {@code taken} is told when the next message may come. */
  record Said(FromAgent message, ActorRef<Taken> taken) implements Message {}

  record Opened(ActorRef<Taken> taken) implements Message {}

  record StreamOver(String why) implements Message {}

  private record Ordered(SessionOrder order) implements Message {}

  private record Answered(HostReply reply) implements Message {}

  private record Admitted(HostReply reply) implements Message {}

  private record Sorted(Optional<Sorting> sorting) implements Message {}

  record Carried(Delivery delivery, int attempt, boolean done) implements Message {}

  record CarryAgain(Delivery delivery, int attempt) implements Message {}

  private enum Timer implements Message {
    ALIVE,
    TOO_SLOW,
    OLD,
    OVER
  }

  /** The acknowledgement of one message to the stream. */
  enum Taken {
    TAKEN
  }

  private enum Phase {
    GREETING,
    ADMISSION,
    SORTING,
    CLEANING,
    LAST_CLEANING,
    OPEN,
    ENDING
  }

  private static final Duration FAREWELL = Duration.ofSeconds(5);
  private static final Duration RECONNECT_GRACE = Duration.ofSeconds(60);

  private final ActorContext<Message> context;
  private final TimerScheduler<Message> timers;
  private final Identity.Host peer;
  private final SessionWorld world;
  private final HostSettings.Session settings;
  private final Outbox outbox;
  private final Workloads workloads;
  private final Pulse pulse;
  private final Courier courier;
  private final Queue<ToAgent.Builder> early = new ArrayDeque<>();
  private Optional<Greeting> greeting;
  private Optional<ActorRef<Taken>> heldBack = Optional.empty();
  private Phase phase = Phase.GREETING;
  private long epoch;

  private AgentSession(
      ActorContext<Message> context,
      TimerScheduler<Message> timers,
      Identity.Host peer,
      BoundedSourceQueue<ToAgent> queue,
      SessionWorld world) {
    this.context = context;
    this.timers = timers;
    this.peer = peer;
    this.world = world;
    this.settings = world.settings().session();
    this.outbox = new Outbox(queue);
    this.workloads = new Workloads(peer, world.authority());
    this.greeting = Optional.of(new Greeting(workloads, settings.maxWorkloads()));
    this.courier = new Courier(context, peer, world);
    this.pulse =
        new Pulse(
            peer,
            world,
            context.messageAdapter(SessionOrder.class, Ordered::new),
            context.messageAdapter(HostReply.class, Answered::new),
            System::nanoTime);
    timers.startSingleTimer(Timer.TOO_SLOW, settings.helloTimeout());
  }

  /** {@code queue} leads to the agent; what the agent says comes through {@link SessionStreams}. */
  static Behavior<Message> create(
      Identity.Host peer, BoundedSourceQueue<ToAgent> queue, SessionWorld world) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> {
          var session = new AgentSession(context, timers, peer, queue, world);
          return Behaviors.receive(Message.class)
              .onAnyMessage(session::on)
              .onSignal(PostStop.class, _ -> session.stopped())
              .build();
        }));
  }

  private Behavior<Message> on(Message message) {
    try {
      return switch (message) {
        case Opened(var taken) -> taken(taken);
        case Said(var said, var taken) -> said(said, taken);
        case StreamOver(var why) -> over(why);
        case Ordered(var order) -> ordered(order);
        case Answered(var reply) -> answered(reply);
        case Admitted(var reply) -> admitted(reply);
        case Sorted(var sorting) -> sorted(sorting);
        case Carried(var delivery, var attempt, var done) -> carried(delivery, attempt, done);
        case CarryAgain(var delivery, var attempt) -> {
          courier.carry(delivery, attempt);
          yield Behaviors.same();
        }
        case Timer timer -> rang(timer);
      };
    } catch (ProtocolException e) {
      return end("protocol", e.why(), false);
    }
  }

  private Behavior<Message> said(FromAgent said, ActorRef<Taken> taken) {
    pulse.agentHeard();
    var next =
        switch (phase) {
          case GREETING -> greet(said);
          case ADMISSION, SORTING ->
              throw new ProtocolException(said.getMessageCase() + " before Welcome");
          case CLEANING, LAST_CLEANING -> cleaned(said);
          case OPEN -> said.getEpoch() == epoch ? hear(said) : Behaviors.<Message>same();
          case ENDING -> Behaviors.<Message>same();
        };
    if (courier.full()) {
      heldBack = Optional.of(taken);
      return next;
    }
    taken(taken);
    return next;
  }

  private static Behavior<Message> taken(ActorRef<Taken> taken) {
    taken.tell(Taken.TAKEN);
    return Behaviors.same();
  }

  private Behavior<Message> greet(FromAgent said) {
    var greeted = greeting.orElseThrow();
    if (greeted.hear(said)) {
      phase = Phase.ADMISSION;
      timers.startSingleTimer(Timer.TOO_SLOW, settings.cleanupTimeout());
      var hello = greeted.hello();
      pulse.condition(Introductions.condition(hello.getTelemetry(), hello.getRuntimesList()));
      var unavailable =
          new HostReply.Refused(Refusal.unavailable("unavailable", "the record does not answer"));
      context.pipeToSelf(
          pulse.connect(Introductions.of(peer, hello)),
          (reply, failure) -> new Admitted(failure == null ? reply : unavailable));
    }
    return Behaviors.same();
  }

  private Behavior<Message> admitted(HostReply reply) {
    return switch (reply) {
      case HostReply.Granted(var granted) when phase == Phase.ENDING -> {
        pulse.begin(granted);
        yield Behaviors.stopped();
      }
      case HostReply.Granted(var granted) -> granted(granted);
      case HostReply.Refused(var refusal) when phase == Phase.ADMISSION -> refused(refusal);
      case HostReply.Refused _,
          HostReply.Accepted _,
          HostReply.Noted _,
          HostReply.Superseded _,
          HostReply.Reserved _ ->
          end("unavailable", "no admission", false);
    };
  }

  private Behavior<Message> granted(long granted) {
    epoch = granted;
    phase = Phase.SORTING;
    outbox.begin(granted);
    pulse.begin(granted);
    pulse.beat();
    timers.startTimerWithFixedDelay(Timer.ALIVE, settings.alive());
    context.pipeToSelf(
        Sorting.ask(
            greeting.orElseThrow().inventory(),
            peer,
            world.sandboxes(),
            world.settings().askTimeout(),
            Materializer.matFromSystem(context.getSystem())),
        (sorting, failure) ->
            new Sorted(failure == null ? Optional.of(sorting) : Optional.empty()));
    return Behaviors.same();
  }

  private Behavior<Message> refused(Refusal refusal) {
    return switch (refusal.code()) {
      case "host_archived" ->
          Boolean.TRUE.equals(refusal.details().get("lost"))
              ? lost()
              : end(refusal.code(), refusal.message(), true);
      case "no_token" -> end(refusal.code(), refusal.message(), true);
      case "host_cloned" -> end(refusal.code(), refusal.message(), false);
      case "not_found" -> end("no_token", "this installation does not know the host", true);
      default -> end("unavailable", refusal.message(), false);
    };
  }

  /** It was declared lost: whatever it still runs of ours goes, and then it goes. */
  private Behavior<Message> lost() {
    var stale = Sorting.allStale(greeting.orElseThrow().inventory()).stale();
    if (stale.isEmpty()) {
      return end("host_archived", "the host was declared lost", true);
    }
    phase = Phase.LAST_CLEANING;
    return post(ToAgent.newBuilder().setCleanup(Cleanup.newBuilder().addAllItems(stale)));
  }

  private Behavior<Message> sorted(Optional<Sorting> sorting) {
    if (phase != Phase.SORTING) {
      return Behaviors.same();
    }
    if (sorting.isEmpty()) {
      return end("unavailable", "the sandboxes do not answer", false);
    }
    var lots = sorting.get();
    pulse.disown(lots.disowned());
    pulse.shown(lots.kept());
    if (lots.stale().isEmpty()) {
      return welcome();
    }
    phase = Phase.CLEANING;
    return send(ToAgent.newBuilder().setCleanup(Cleanup.newBuilder().addAllItems(lots.stale())));
  }

  private Behavior<Message> cleaned(FromAgent said) {
    if (!said.hasCleanupDone()) {
      return Behaviors.same();
    }
    return phase == Phase.CLEANING
        ? welcome()
        : end("host_archived", "the host was declared lost", true);
  }

  private Behavior<Message> welcome() {
    phase = Phase.OPEN;
    greeting = Optional.empty();
    timers.cancel(Timer.TOO_SLOW);
    var age = settings.maxAge().toMillis();
    var thisAge = age * 3 / 4 + ThreadLocalRandom.current().nextLong(age / 2 + 1);
    timers.startSingleTimer(Timer.OLD, Duration.ofMillis(thisAge));
    pulse.agentHeard();
    var welcome =
        Welcome.newBuilder()
            .setEpoch(epoch)
            .setHeartbeatMillis((int) settings.heartbeat().toMillis())
            .setStreamMaxAgeMillis(thisAge);
    context
        .getLog()
        .atInfo()
        .addKeyValue("host", peer.host())
        .addKeyValue("epoch", epoch)
        .log("agent welcome");
    var next = send(ToAgent.newBuilder().setWelcome(welcome));
    while (phase == Phase.OPEN && !early.isEmpty()) {
      next = send(early.remove());
    }
    return next;
  }

  private Behavior<Message> hear(FromAgent said) {
    switch (said.getMessageCase()) {
      case HEARTBEAT -> heartbeat(said.getHeartbeat());
      case WORK_RESULT -> courier.take(result(said.getWorkResult()));
      case WORKLOAD_REPORT -> {
        return report(said.getWorkloadReport());
      }
      case WORK_PROGRESS -> progress(said.getWorkProgress());
      case CHANNEL_REFUSED -> {
        var refused = said.getChannelRefused();
        world
            .refusedChannels()
            .refused(
                peer.host(),
                refused.getToken(),
                Texts.name("channel code", refused.getCode()),
                Texts.message(refused.getMessage()));
      }
      case HELLO, INVENTORY ->
          throw new ProtocolException(said.getMessageCase() + " after Welcome");
      // What a newer agent says is not known here yet; a late CleanupDone has had its answer.
      case CLEANUP_DONE, MESSAGE_NOT_SET -> {}
    }
    return Behaviors.same();
  }

  private void heartbeat(Heartbeat heartbeat) {
    var condition = Introductions.condition(heartbeat.getTelemetry(), heartbeat.getRuntimesList());
    if (pulse.condition(condition)) {
      pulse.beat();
    }
  }

  private Delivery result(WorkResult result) {
    return new Delivery.Result(
        sandbox(result.getSandboxId()),
        Texts.name("command id", result.getCommandId()),
        result.getGeneration(),
        workloads.outcome(result));
  }

  private Behavior<Message> report(WorkloadReport report) {
    return switch (workloads.check(report.getWorkload())) {
      case Workloads.Proven(var workload) -> {
        courier.take(new Delivery.Report(report.getReportId(), workload));
        yield Behaviors.same();
      }
      case Workloads.Unproven(var workload) -> {
        pulse.disown(List.of(workload));
        yield send(Delivery.Report.acknowledgement(report.getReportId()));
      }
    };
  }

  private void progress(WorkProgress progress) {
    world
        .sandboxes()
        .progress(
            peer.host(),
            peer.tenant(),
            sandbox(progress.getSandboxId()),
            Texts.name("step", progress.getStep()),
            Texts.message(progress.getDetail()));
  }

  private static SandboxId sandbox(String id) {
    if (!Ulid.isValid(SandboxId.PREFIX, id)) {
      throw new ProtocolException("not the id of a sandbox");
    }
    return new SandboxId(id);
  }

  private Behavior<Message> carried(Delivery delivery, int attempt, boolean done) {
    if (done) {
      courier.delivered();
      heldBack.ifPresent(AgentSession::taken);
      heldBack = Optional.empty();
      return phase == Phase.OPEN ? send(delivery.acknowledgement()) : Behaviors.same();
    }
    return phase != Phase.OPEN || courier.retry(delivery, attempt)
        ? Behaviors.same()
        : end("unavailable", "the sandboxes do not answer", false);
  }

  private Behavior<Message> ordered(SessionOrder order) {
    return switch (order) {
      case SessionOrder.Perform perform ->
          post(ToAgent.newBuilder().setWork(Orders.work(perform, peer, world.authority())));
      case SessionOrder.OpenChannel(var channel) ->
          post(ToAgent.newBuilder().setOpenChannel(Orders.open(channel)));
      case SessionOrder.Close(var code, var message, var last) ->
          code.equals("superseded") ? endQuietly(message) : end(code, message, last);
    };
  }

  private Behavior<Message> answered(HostReply reply) {
    return switch (reply) {
      case HostReply.Superseded(var code, var message) ->
          code.equals("superseded")
              ? endQuietly(message)
              : end(code, message, code.equals("no_token"));
      case HostReply.Refused(var refusal) -> end("unavailable", refusal.message(), false);
      case HostReply.Noted _, HostReply.Accepted _, HostReply.Granted _, HostReply.Reserved _ -> {
        pulse.entityHeard();
        yield Behaviors.same();
      }
    };
  }

  private Behavior<Message> rang(Timer timer) {
    return switch (timer) {
      case ALIVE -> {
        var silent = phase == Phase.OPEN ? pulse.tooLongSilent() : Optional.<String>empty();
        if (silent.isPresent()) {
          yield end("unavailable", silent.get(), false);
        }
        pulse.beat();
        yield Behaviors.same();
      }
      case TOO_SLOW -> end("protocol", "the agent took too long", false);
      case OLD -> {
        timers.startSingleTimer(Timer.OVER, RECONNECT_GRACE);
        yield send(ToAgent.newBuilder().setReconnect(Reconnect.newBuilder().setReason("age")));
      }
      case OVER -> Behaviors.stopped();
    };
  }

  /** Now, or once the agent is welcome. */
  private Behavior<Message> post(ToAgent.Builder message) {
    return switch (phase) {
      case OPEN, LAST_CLEANING -> send(message);
      case GREETING, ADMISSION, SORTING, CLEANING -> {
        if (early.size() >= settings.outbox()) {
          yield end("unavailable", "too many orders wait", false);
        }
        early.add(message);
        yield Behaviors.same();
      }
      case ENDING -> Behaviors.same();
    };
  }

  private Behavior<Message> send(ToAgent.Builder message) {
    return outbox.send(message)
        ? Behaviors.same()
        : end("unavailable", "the agent does not keep up", false);
  }

  private Behavior<Message> over(String why) {
    if (phase == Phase.ADMISSION) {
      // The epoch that is being granted must be given back.
      phase = Phase.ENDING;
      timers.startSingleTimer(Timer.OVER, world.settings().askTimeout().plus(FAREWELL));
      return Behaviors.same();
    }
    pulse.end(why);
    return Behaviors.stopped();
  }

  private Behavior<Message> end(String code, String message, boolean last) {
    if (phase != Phase.ENDING) {
      outbox.refuse(code, message, last);
      context
          .getLog()
          .atInfo()
          .addKeyValue("host", peer.host())
          .addKeyValue("code", code)
          .log("line to agent ended: {}", message);
    }
    return endQuietly(message);
  }

  private Behavior<Message> endQuietly(String why) {
    if (phase != Phase.ENDING) {
      phase = Phase.ENDING;
      outbox.close();
      pulse.end(why);
      timers.cancelAll();
      timers.startSingleTimer(Timer.OVER, FAREWELL);
    }
    return Behaviors.same();
  }

  private Behavior<Message> stopped() {
    pulse.end("the session stopped");
    outbox.close();
    return Behaviors.same();
  }
}
