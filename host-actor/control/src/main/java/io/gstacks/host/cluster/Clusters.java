package io.gstacks.host.cluster;

import io.gstacks.host.ClusterId;
import io.gstacks.host.TokenId;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;

/** How clusters and their bootstrap tokens are reached. */
public interface Clusters {
  CompletionStage<ClusterCommand.Reply> ask(
      ClusterId id, Function<ActorRef<ClusterCommand.Reply>, ClusterCommand> command);

  CompletionStage<TokenCommand.Reply> askToken(
      TokenId id, Function<ActorRef<TokenCommand.Reply>, TokenCommand> command);
}
