package io.gstacks.scheduler.sandbox;

import io.gstacks.host.SandboxId;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;

/** Sandboxes by way of their shards. It may be made before sharding is started, and used after. */
public final class ShardedSandboxes implements Sandboxes {
  private final ClusterSharding sharding;
  private final Duration timeout;

  public ShardedSandboxes(ActorSystem<?> system, Duration timeout) {
    this.sharding = ClusterSharding.get(system);
    this.timeout = timeout;
  }

  @Override
  public CompletionStage<SandboxCommand.Reply> ask(
      SandboxId id, Function<ActorRef<SandboxCommand.Reply>, SandboxCommand> command) {
    return ask(id, timeout, command);
  }

  @Override
  public CompletionStage<SandboxCommand.Reply> ask(
      SandboxId id,
      Duration within,
      Function<ActorRef<SandboxCommand.Reply>, SandboxCommand> command) {
    return entity(id).ask(command::apply, within);
  }

  public void tell(SandboxId id, SandboxCommand command) {
    entity(id).tell(command);
  }

  private EntityRef<SandboxCommand> entity(SandboxId id) {
    return sharding.entityRefFor(SandboxEntity.KEY, id.value());
  }
}
