package io.gstacks.host.session;

import io.gstacks.agent.protocol.FromAgent;
import io.gstacks.agent.protocol.ToAgent;
import io.gstacks.host.authority.Identity;
import io.gstacks.persistence.Ulid;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.typed.javadsl.ActorSink;

/** Ties the two streams of {@code Connect} to a session of their own. */
public final class SessionStreams {
  private final ActorSystem<?> system;
  private final SessionWorld world;

  public SessionStreams(ActorSystem<?> system, SessionWorld world) {
    this.system = system;
    this.world = world;
  }

  /** What the control plane says to this agent; the session lives as long as it is listened to. */
  public Source<ToAgent, NotUsed> connect(
      Identity.Host peer, Source<FromAgent, NotUsed> fromAgent) {
    return Source.<ToAgent>queue(world.settings().session().outbox())
        .mapMaterializedValue(queue -> {
          begin(peer, fromAgent, queue);
          return NotUsed.getInstance();
        });
  }

  private void begin(
      Identity.Host peer, Source<FromAgent, NotUsed> fromAgent, BoundedSourceQueue<ToAgent> queue) {
    var session =
        system.systemActorOf(
            AgentSession.create(peer, queue, world), "agent-session-" + Ulid.next(), Props.empty());
    fromAgent.runWith(
        ActorSink.<FromAgent, SessionMessage, SessionMessage.Taken>actorRefWithBackpressure(
            session,
            (taken, said) -> new SessionMessage.Said(said, taken),
            SessionMessage.Opened::new,
            SessionMessage.Taken.TAKEN,
            new SessionMessage.StreamOver("the agent ended its stream"),
            failure -> new SessionMessage.StreamOver("the stream broke")),
        Materializer.matFromSystem(system));
  }
}
