package io.gstacks.scheduler.sandbox;

import io.gstacks.host.HostId;
import io.gstacks.host.fleet.HostCommand;
import io.gstacks.host.fleet.HostReply;
import io.gstacks.host.fleet.Hosts;
import io.gstacks.persistence.entity.Meta;
import io.gstacks.persistence.entity.Refusal;
import java.util.Optional;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Looks at a host before something is decided that hangs on whether it is there (I8). What was seen
 * comes back to the sandbox as a command, from whatever thread; nothing here has a state.
 */
final class Lookout {
  private final Hosts hosts;
  private final ActorRef<SandboxCommand> self;

  Lookout(Hosts hosts, ActorRef<SandboxCommand> self) {
    this.hosts = hosts;
    this.self = self;
  }

  /** {@code asker} is refused when nothing can be said of the host. */
  void lookAt(
      HostId host,
      Function<HostPresence, SandboxCommand> then,
      ActorRef<SandboxCommand.Reply> asker) {
    var _ =
        hosts
            .ask(host, replyTo -> new HostCommand.Get(Meta.system(), replyTo))
            .whenComplete((reply, failure) ->
                (failure == null ? presence(reply) : Optional.<HostPresence>empty())
                    .map(then)
                    .ifPresentOrElse(self::tell, () -> asker.tell(noAnswer())));
  }

  private static SandboxCommand.Reply noAnswer() {
    return new SandboxCommand.Refused(
        Refusal.unavailable("no_answer", "its host's record gave no answer"));
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
}
