package io.gstacks.host.session;

import io.gstacks.agent.protocol.FromAgent;
import io.gstacks.agent.protocol.ToAgent;
import io.gstacks.host.authority.Identity;
import io.gstacks.host.fleet.HostReply;
import io.gstacks.host.fleet.SessionOrder;
import io.gstacks.host.session.SessionMessage.Taken;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.stream.BoundedSourceQueue;

/**
 * The node-local end of one agent's stream. It comes in by {@link Entrance}, talks by {@link
 * Conversation}, is told what to do by {@link Dispatch}, and its {@link Pulse} tells the host
 * entity each second that it lives. Whatever goes wrong ends the stream: the agent comes back, and
 * all that matters is kept on both sides.
 */
final class AgentSession {
  private enum Phase {
    ENTERING,
    OPEN,
    ENDING,
    OVER
  }

  private final ActorContext<SessionMessage> context;
  private final Identity.Host peer;
  private final Deadlines deadlines;
  private final Outbox outbox;
  private final Pulse pulse;
  private final Courier courier;
  private final Conversation conversation;
  private final Dispatch dispatch;
  private Optional<Entrance> entrance;
  private Phase phase = Phase.ENTERING;

  private AgentSession(
      ActorContext<SessionMessage> context,
      TimerScheduler<SessionMessage> timers,
      Identity.Host peer,
      BoundedSourceQueue<ToAgent> queue,
      SessionWorld world) {
    this.context = context;
    this.peer = peer;
    this.deadlines = new Deadlines(timers, world.settings());
    this.outbox = new Outbox(queue);
    this.pulse =
        new Pulse(
            peer,
            world,
            context.messageAdapter(SessionOrder.class, SessionMessage.Ordered::new),
            context.messageAdapter(HostReply.class, SessionMessage.Answered::new),
            System::nanoTime);
    var workloads = new Workloads(peer, world.authority());
    this.entrance =
        Optional.of(new Entrance(context, peer, world, outbox, pulse, deadlines, workloads));
    this.courier = new Courier(context, peer, world, outbox);
    this.conversation = new Conversation(peer, world, outbox, pulse, workloads, courier);
    this.dispatch = new Dispatch(peer, world, outbox);
    deadlines.hello();
  }

  /** {@code queue} leads to the agent; what the agent says comes through {@link SessionStreams}. */
  static Behavior<SessionMessage> create(
      Identity.Host peer, BoundedSourceQueue<ToAgent> queue, SessionWorld world) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> {
          var session = new AgentSession(context, timers, peer, queue, world);
          return Behaviors.receive(SessionMessage.class)
              .onAnyMessage(session::on)
              .onSignal(PostStop.class, _ -> session.stopped())
              .build();
        }));
  }

  private Behavior<SessionMessage> on(SessionMessage message) {
    try {
      hear(message).ifPresent(this::end);
    } catch (ProtocolException e) {
      end(Farewell.protocol(e.why()));
    }
    return phase == Phase.OVER ? Behaviors.stopped() : Behaviors.same();
  }

  private Optional<Farewell> hear(SessionMessage message) {
    return switch (message) {
      case SessionMessage.Opened(var taken) -> {
        taken.tell(Taken.TAKEN);
        yield Optional.empty();
      }
      case SessionMessage.Said(var said, var taken) -> said(said, taken);
      case SessionMessage.StreamOver(var why) -> over(why);
      case SessionMessage.Ordered(var order) ->
          phase == Phase.ENTERING || phase == Phase.OPEN ? dispatch.order(order) : Optional.empty();
      case SessionMessage.Answered(var reply) -> {
        pulse.entityHeard();
        yield Farewell.of(reply);
      }
      case SessionMessage.Admitted(var reply) -> admitted(reply);
      case SessionMessage.Sorted(var sorting) ->
          phase == Phase.ENTERING
              ? entered(entrance.flatMap(e -> e.sorted(sorting)))
              : Optional.empty();
      case SessionMessage.Carried(var delivery, var attempt, var taken) ->
          phase == Phase.OPEN ? courier.carried(delivery, attempt, taken) : Optional.empty();
      case SessionMessage.CarryAgain(var delivery, var attempt) -> {
        courier.carry(delivery, attempt);
        yield Optional.empty();
      }
      case SessionMessage.Timer timer -> rang(timer);
    };
  }

  private Optional<Farewell> said(FromAgent said, ActorRef<Taken> taken) {
    pulse.agentHeard();
    var farewell =
        switch (phase) {
          case ENTERING -> entered(entrance.orElseThrow().hear(said));
          case OPEN ->
              said.getEpoch() == outbox.epoch()
                  ? conversation.hear(said)
                  : Optional.<Farewell>empty();
          case ENDING, OVER -> Optional.<Farewell>empty();
        };
    courier.pace(taken);
    return farewell;
  }

  private Optional<Farewell> admitted(HostReply reply) {
    if (phase == Phase.ENTERING) {
      return entrance.orElseThrow().admitted(reply);
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
    pulse.agentHeard();
    context
        .getLog()
        .atInfo()
        .addKeyValue("host", peer.host())
        .addKeyValue("epoch", outbox.epoch())
        .log("agent welcome");
    return dispatch.welcome(deadlines.welcome());
  }

  private Optional<Farewell> rang(SessionMessage.Timer timer) {
    return switch (timer) {
      case ALIVE -> {
        pulse.beat();
        yield phase == Phase.OPEN
            ? pulse.tooLongSilent().map(Farewell::unavailable)
            : Optional.empty();
      }
      case TOO_SLOW -> Optional.of(Farewell.protocol("the agent took too long"));
      case OLD -> {
        deadlines.reconnect();
        yield dispatch.reconnect();
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
      deadlines.farewell();
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
    deadlines.farewell();
  }

  private Behavior<SessionMessage> stopped() {
    pulse.end("the session stopped");
    outbox.close();
    return Behaviors.same();
  }
}
