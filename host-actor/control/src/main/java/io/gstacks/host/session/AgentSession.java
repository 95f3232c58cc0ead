package io.gstacks.host.session;

import io.gstacks.agent.protocol.FromAgent;
import io.gstacks.agent.protocol.Reconnect;
import io.gstacks.agent.protocol.ToAgent;
import io.gstacks.agent.protocol.Welcome;
import io.gstacks.host.HostSettings;
import io.gstacks.host.authority.Identity;
import io.gstacks.host.fleet.HostReply;
import io.gstacks.host.fleet.SessionOrder;
import java.time.Duration;
import java.util.ArrayDeque;
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

/**
 * The node-local end of one agent's stream. It comes in by {@link Entrance}, talks by {@link
 * Conversation}, and its {@link Pulse} tells the host entity each second that it lives. Orders that
 * come before Welcome wait. Whatever goes wrong ends the stream: the agent comes back, and all that
 * matters is kept on both sides.
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

  record Admitted(HostReply reply) implements Message {}

  record Sorted(Optional<Sorting> sorting) implements Message {}

  record Carried(Delivery delivery, int attempt, boolean taken) implements Message {}

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
    ENTERING,
    OPEN,
    ENDING,
    OVER
  }

  private static final Duration FAREWELL = Duration.ofSeconds(5);
  private static final Duration RECONNECT_GRACE = Duration.ofSeconds(60);

  private final ActorContext<Message> context;
  private final TimerScheduler<Message> timers;
  private final Identity.Host peer;
  private final SessionWorld world;
  private final HostSettings.Session settings;
  private final Outbox outbox;
  private final Pulse pulse;
  private final Courier courier;
  private final Conversation conversation;
  private final Queue<ToAgent.Builder> early = new ArrayDeque<>();
  private Optional<Entrance> entrance;
  private Optional<ActorRef<Taken>> heldBack = Optional.empty();
  private Phase phase = Phase.ENTERING;

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
    this.pulse =
        new Pulse(
            peer,
            world,
            context.messageAdapter(SessionOrder.class, Ordered::new),
            context.messageAdapter(HostReply.class, Answered::new),
            System::nanoTime);
    var workloads = new Workloads(peer, world.authority());
    this.entrance = Optional.of(new Entrance(context, peer, world, outbox, pulse, workloads));
    this.courier = new Courier(context, peer, world, outbox);
    this.conversation = new Conversation(peer, world, outbox, pulse, workloads, courier);
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
      hear(message).ifPresent(this::end);
    } catch (ProtocolException e) {
      end(Farewell.protocol(e.why()));
    }
    return phase == Phase.OVER ? Behaviors.stopped() : Behaviors.same();
  }

  private Optional<Farewell> hear(Message message) {
    return switch (message) {
      case Opened(var taken) -> acknowledge(taken);
      case Said(var said, var taken) -> said(said, taken);
      case StreamOver(var why) -> over(why);
      case Ordered(var order) -> ordered(order);
      case Answered(var reply) -> answered(reply);
      case Admitted(var reply) -> admitted(reply);
      case Sorted(var sorting) ->
          phase == Phase.ENTERING
              ? entered(entrance.flatMap(e -> e.sorted(sorting)))
              : Optional.empty();
      case Carried(var delivery, var attempt, var taken) -> carried(delivery, attempt, taken);
      case CarryAgain(var delivery, var attempt) -> {
        courier.carry(delivery, attempt);
        yield Optional.empty();
      }
      case Timer timer -> rang(timer);
    };
  }

  private Optional<Farewell> said(FromAgent said, ActorRef<Taken> taken) {
    pulse.agentHeard();
    var farewell =
        switch (phase) {
          case ENTERING -> entering(said);
          case OPEN ->
              said.getEpoch() == outbox.epoch()
                  ? conversation.hear(said)
                  : Optional.<Farewell>empty();
          case ENDING, OVER -> Optional.<Farewell>empty();
        };
    if (courier.full()) {
      heldBack = Optional.of(taken);
    } else {
      taken.tell(Taken.TAKEN);
    }
    return farewell;
  }

  private Optional<Farewell> acknowledge(ActorRef<Taken> taken) {
    taken.tell(Taken.TAKEN);
    return Optional.empty();
  }

  private Optional<Farewell> entering(FromAgent said) {
    var gate = entrance.orElseThrow();
    boolean greeted = gate.hasGreeted();
    var farewell = gate.hear(said);
    if (!greeted && gate.hasGreeted()) {
      timers.startSingleTimer(Timer.TOO_SLOW, settings.cleanupTimeout());
    }
    return entered(farewell);
  }

  private Optional<Farewell> admitted(HostReply reply) {
    if (phase == Phase.ENTERING) {
      var farewell = entrance.orElseThrow().admitted(reply);
      if (reply instanceof HostReply.Granted) {
        timers.startTimerWithFixedDelay(Timer.ALIVE, settings.alive());
      }
      return farewell;
    }
    if (reply instanceof HostReply.Granted(var epoch)) {
      // Nobody is there to use it any more: stopping gives it back.
      pulse.begin(epoch);
    }
    phase = Phase.OVER;
    return Optional.empty();
  }

  /** Welcomes the agent if that was the last step. */
  private Optional<Farewell> entered(Optional<Farewell> farewell) {
    return farewell.isEmpty() && entrance.filter(Entrance::isWelcome).isPresent()
        ? welcome()
        : farewell;
  }

  private Optional<Farewell> welcome() {
    phase = Phase.OPEN;
    entrance = Optional.empty();
    timers.cancel(Timer.TOO_SLOW);
    pulse.agentHeard();
    var age = aboutAQuarterMoreOrLess(settings.maxAge());
    timers.startSingleTimer(Timer.OLD, age);
    context
        .getLog()
        .atInfo()
        .addKeyValue("host", peer.host())
        .addKeyValue("epoch", outbox.epoch())
        .log("agent welcome");
    var farewell =
        outbox.send(
            ToAgent.newBuilder()
                .setWelcome(
                    Welcome.newBuilder()
                        .setEpoch(outbox.epoch())
                        .setHeartbeatMillis(Math.toIntExact(settings.heartbeat().toMillis()))
                        .setStreamMaxAgeMillis(age.toMillis())));
    while (farewell.isEmpty() && !early.isEmpty()) {
      farewell = outbox.send(early.remove());
    }
    return farewell;
  }

  private static Duration aboutAQuarterMoreOrLess(Duration age) {
    long millis = age.toMillis();
    return Duration.ofMillis(millis * 3 / 4 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
  }

  private Optional<Farewell> carried(Delivery delivery, int attempt, boolean taken) {
    if (phase != Phase.OPEN) {
      return Optional.empty();
    }
    var farewell = courier.carried(delivery, attempt, taken);
    if (!courier.full()) {
      heldBack.ifPresent(held -> held.tell(Taken.TAKEN));
      heldBack = Optional.empty();
    }
    return farewell;
  }

  private Optional<Farewell> ordered(SessionOrder order) {
    return switch (order) {
      case SessionOrder.Perform perform ->
          post(ToAgent.newBuilder().setWork(Orders.work(perform, peer, world.authority())));
      case SessionOrder.OpenChannel(var channel) ->
          post(ToAgent.newBuilder().setOpenChannel(Orders.open(channel)));
      case SessionOrder.Close close -> Optional.of(Farewell.of(close));
    };
  }

  /** Now, or once the agent is welcome. */
  private Optional<Farewell> post(ToAgent.Builder message) {
    return switch (phase) {
      case OPEN -> outbox.send(message);
      case ENTERING -> {
        early.add(message);
        yield early.size() > settings.outbox()
            ? Optional.of(Farewell.unavailable("too many orders wait"))
            : Optional.empty();
      }
      case ENDING, OVER -> Optional.empty();
    };
  }

  private Optional<Farewell> answered(HostReply reply) {
    return switch (reply) {
      case HostReply.Superseded(var code, var message) ->
          Optional.of(new Farewell(code, message, code.equals("no_token")));
      case HostReply.Refused(var refusal) -> Optional.of(Farewell.unavailable(refusal.message()));
      case HostReply.Noted _, HostReply.Accepted _, HostReply.Granted _, HostReply.Reserved _ -> {
        pulse.entityHeard();
        yield Optional.empty();
      }
    };
  }

  private Optional<Farewell> rang(Timer timer) {
    return switch (timer) {
      case ALIVE -> {
        pulse.beat();
        yield phase == Phase.OPEN
            ? pulse.tooLongSilent().map(Farewell::unavailable)
            : Optional.empty();
      }
      case TOO_SLOW -> Optional.of(Farewell.protocol("the agent took too long"));
      case OLD -> {
        timers.startSingleTimer(Timer.OVER, RECONNECT_GRACE);
        yield outbox.send(
            ToAgent.newBuilder().setReconnect(Reconnect.newBuilder().setReason("age")));
      }
      case OVER -> {
        phase = Phase.OVER;
        yield Optional.empty();
      }
    };
  }

  private Optional<Farewell> over(String why) {
    pulse.end(why);
    if (entrance.filter(Entrance::isAsking).isPresent()) {
      phase = Phase.ENDING;
      timers.startSingleTimer(Timer.OVER, world.settings().askTimeout().plus(FAREWELL));
    } else {
      phase = Phase.OVER;
    }
    return Optional.empty();
  }

  private void end(Farewell farewell) {
    if (phase == Phase.ENDING || phase == Phase.OVER) {
      return;
    }
    if (!farewell.quiet()) {
      outbox.refuse(farewell);
    }
    context
        .getLog()
        .atInfo()
        .addKeyValue("host", peer.host())
        .addKeyValue("code", farewell.code())
        .addKeyValue("reason", farewell.message())
        .log("line to agent ended");
    phase = Phase.ENDING;
    outbox.close();
    pulse.end(farewell.message());
    timers.cancelAll();
    timers.startSingleTimer(Timer.OVER, world.settings().askTimeout().plus(FAREWELL));
  }

  private Behavior<Message> stopped() {
    pulse.end("the session stopped");
    outbox.close();
    return Behaviors.same();
  }
}
