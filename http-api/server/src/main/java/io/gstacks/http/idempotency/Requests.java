package io.gstacks.http.idempotency;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;

/** How the records of requests are reached, wherever they live. */
@FunctionalInterface
public interface Requests {
  CompletionStage<RequestCommand.Reply> ask(
      RequestKey id, Function<ActorRef<RequestCommand.Reply>, RequestCommand> command);

  /** Starts them on this node of the cluster. */
  static Requests sharded(ActorSystem<?> system, Clock clock, Duration timeout) {
    var sharding = ClusterSharding.get(system);
    sharding.init(
        Entity.of(
            RequestEntity.KEY,
            context -> RequestEntity.create(new RequestKey(context.getEntityId()), clock)));
    return (id, command) ->
        sharding.entityRefFor(RequestEntity.KEY, id.value()).ask(command::apply, timeout);
  }
}
