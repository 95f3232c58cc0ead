package io.gstacks.host.assembly;

import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.HostSettings;
import io.gstacks.host.KeyId;
import io.gstacks.host.TokenId;
import io.gstacks.host.authority.AuthorityCommand;
import io.gstacks.host.authority.AuthorityEntity;
import io.gstacks.host.cluster.ClusterCommand;
import io.gstacks.host.cluster.ClusterEntity;
import io.gstacks.host.cluster.Clusters;
import io.gstacks.host.cluster.TokenCommand;
import io.gstacks.host.cluster.TokenEntity;
import io.gstacks.host.fleet.HostCommand;
import io.gstacks.host.fleet.HostEntity;
import io.gstacks.host.fleet.HostReply;
import io.gstacks.host.fleet.Hosts;
import io.gstacks.host.tenant.KeyCommand;
import io.gstacks.host.tenant.KeyEntity;
import io.gstacks.host.tenant.TenantCommand;
import io.gstacks.host.tenant.TenantEntity;
import io.gstacks.host.tenant.Tenants;
import io.gstacks.persistence.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/** The shard regions of this module's entities, and how each is reached through them. */
final class Shards implements Hosts, Tenants, Clusters {
  private final ClusterSharding sharding;
  private final Duration askTimeout;

  Shards(ActorSystem<?> system, HostSettings settings, LatePorts ports, Clock clock) {
    this.sharding = ClusterSharding.get(system);
    this.askTimeout = settings.askTimeout();
    region(
        HostEntity.KEY,
        (id, leave) ->
            HostEntity.create(
                new HostId(id), new HostEntity.World(settings, ports, ports, clock, leave)));
    region(TenantEntity.KEY, (id, leave) -> TenantEntity.create(new TenantId(id), clock, leave));
    region(KeyEntity.KEY, (id, leave) -> KeyEntity.create(new KeyId(id), clock, leave));
    region(ClusterEntity.KEY, (id, leave) -> ClusterEntity.create(new ClusterId(id), clock, leave));
    region(TokenEntity.KEY, (id, leave) -> TokenEntity.create(new TokenId(id), this, clock, leave));
    region(AuthorityEntity.KEY, (_, _) -> AuthorityEntity.create(clock));
  }

  /** Entities that find nothing in the journal ask to be passivated at once. */
  private <C> void region(EntityTypeKey<C> key, BiFunction<String, Runnable, Behavior<C>> create) {
    sharding.init(
        Entity.of(
            key,
            entity ->
                Behaviors.setup(context ->
                    create.apply(
                        entity.getEntityId(),
                        () ->
                            entity
                                .getShard()
                                .tell(new ClusterSharding.Passivate<>(context.getSelf()))))));
  }

  @Override
  public CompletionStage<HostReply> ask(
      HostId id, Function<ActorRef<HostReply>, HostCommand> command) {
    return ask(HostEntity.KEY, id.value(), command);
  }

  @Override
  public void tell(HostId id, HostCommand command) {
    sharding.entityRefFor(HostEntity.KEY, id.value()).tell(command);
  }

  @Override
  public CompletionStage<TenantCommand.Reply> ask(
      TenantId id, Function<ActorRef<TenantCommand.Reply>, TenantCommand> command) {
    return ask(TenantEntity.KEY, id.value(), command);
  }

  @Override
  public CompletionStage<KeyCommand.Reply> askKey(
      KeyId id, Function<ActorRef<KeyCommand.Reply>, KeyCommand> command) {
    return ask(KeyEntity.KEY, id.value(), command);
  }

  @Override
  public CompletionStage<ClusterCommand.Reply> ask(
      ClusterId id, Function<ActorRef<ClusterCommand.Reply>, ClusterCommand> command) {
    return ask(ClusterEntity.KEY, id.value(), command);
  }

  @Override
  public CompletionStage<TokenCommand.Reply> askToken(
      TokenId id, Function<ActorRef<TokenCommand.Reply>, TokenCommand> command) {
    return ask(TokenEntity.KEY, id.value(), command);
  }

  CompletionStage<AuthorityCommand.Reply> askAuthority(
      Function<ActorRef<AuthorityCommand.Reply>, AuthorityCommand> command) {
    return ask(AuthorityEntity.KEY, AuthorityEntity.ID, command);
  }

  private <C, R> CompletionStage<R> ask(
      EntityTypeKey<C> key, String id, Function<ActorRef<R>, C> command) {
    return sharding.entityRefFor(key, id).ask(command::apply, askTimeout);
  }

  void tellToken(TokenId id, TokenCommand command) {
    sharding.entityRefFor(TokenEntity.KEY, id.value()).tell(command);
  }
}
