package io.gstacks.host.fleet;

import io.gstacks.host.HostId;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;

/** How hosts are reached, wherever they live. Fails with a timeout when none answers in time. */
public interface Hosts {
  CompletionStage<HostReply> ask(HostId id, Function<ActorRef<HostReply>, HostCommand> command);

  void tell(HostId id, HostCommand command);
}
