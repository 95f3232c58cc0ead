package io.gstacks.host.session;

import io.gstacks.agent.protocol.FromAgent;
import io.gstacks.host.fleet.HostReply;
import io.gstacks.host.fleet.SessionOrder;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/** What a session hears: its stream, its host entity, and itself. Nothing of it leaves the JVM. */
sealed interface SessionMessage {
  /** {@code taken} is told when the next message may come. */
  record Said(FromAgent message, ActorRef<Taken> taken) implements SessionMessage {}

  record Opened(ActorRef<Taken> taken) implements SessionMessage {}

  record StreamOver(String why) implements SessionMessage {}

  record Ordered(SessionOrder order) implements SessionMessage {}

  record Answered(HostReply reply) implements SessionMessage {}

  record Admitted(HostReply reply) implements SessionMessage {}

  record Sorted(Optional<Sorting> sorting) implements SessionMessage {}

  record Carried(Delivery delivery, int attempt, boolean taken) implements SessionMessage {}

  record CarryAgain(Delivery delivery, int attempt) implements SessionMessage {}

  /** What {@link Deadlines} have it hear. */
  enum Timer implements SessionMessage {
    ALIVE,
    TOO_SLOW,
    OLD,
    OVER
  }

  /** The acknowledgement of one message to the stream. */
  enum Taken {
    TAKEN
  }
}
