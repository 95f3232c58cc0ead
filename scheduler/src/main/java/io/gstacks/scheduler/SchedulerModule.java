package io.gstacks.scheduler;

import com.typesafe.config.ConfigFactory;
import io.gstacks.host.SandboxId;
import io.gstacks.host.fleet.HostAnnouncements;
import io.gstacks.host.fleet.Hosts;
import io.gstacks.host.work.SandboxPort;
import io.gstacks.persistence.entity.Meta;
import io.gstacks.scheduler.cluster.ClusterScheduler;
import io.gstacks.scheduler.cluster.ConnectedHostTable;
import io.gstacks.scheduler.cluster.ShardedSchedulers;
import io.gstacks.scheduler.sandbox.ActivityList;
import io.gstacks.scheduler.sandbox.Errands;
import io.gstacks.scheduler.sandbox.SandboxCommand;
import io.gstacks.scheduler.sandbox.SandboxEntity;
import io.gstacks.scheduler.sandbox.SandboxList;
import io.gstacks.scheduler.sandbox.SandboxReports;
import io.gstacks.scheduler.sandbox.Sandboxes;
import io.gstacks.scheduler.sandbox.Secrets;
import io.gstacks.scheduler.sandbox.ShardedSandboxes;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.ClusterShardingSettings;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityContext;

/**
 * This module, assembled: {@link #of} yields what others need of it, also what hosts need before
 * they are there; {@link #start} then starts its entities.
 */
public final class SchedulerModule {
  private final ActorSystem<?> system;
  private final SchedulerSettings settings;
  private final ShardedSandboxes sandboxes;
  private final ShardedSchedulers schedulers;

  private SchedulerModule(ActorSystem<?> system, SchedulerSettings settings) {
    this.system = system;
    this.settings = settings;
    this.sandboxes = new ShardedSandboxes(system, settings.askTimeout());
    this.schedulers = new ShardedSchedulers(system);
  }

  /** Nothing of it may be used before {@link #start}, but all may be handed on. */
  public static SchedulerModule of(ActorSystem<?> system, SchedulerSettings settings) {
    return new SchedulerModule(system, settings);
  }

  /** Starts the entities of this node. */
  public void start(DataSource database, Hosts hosts, Secrets secrets, Clock clock) {
    startSchedulers(database, hosts);
    startSandboxes(hosts, secrets, clock);
  }

  public Sandboxes sandboxes() {
    return sandboxes;
  }

  /** Where hosts report workloads. */
  public SandboxPort reports() {
    return new SandboxReports(sandboxes);
  }

  /** Where hosts announce themselves. */
  public HostAnnouncements announcements() {
    return schedulers;
  }

  public SandboxList list(DataSource database) {
    return new SandboxList(database);
  }

  public ActivityList activity(DataSource database) {
    return new ActivityList(database);
  }

  /** Has an entity of this module look at what is due. For the waker. */
  public void wake(String entity, String id) {
    if (!entity.equals(SandboxEntity.KEY.name())) {
      throw new IllegalArgumentException("no entity of this module: " + entity);
    }
    sandboxes.tell(new SandboxId(id), new SandboxCommand.Wake(Meta.system(), system.ignoreRef()));
  }

  private void startSandboxes(Hosts hosts, Secrets secrets, Clock clock) {
    var world = new Errands.World(hosts, schedulers, secrets, settings.sandbox());
    ClusterSharding.get(system)
        .init(
            Entity.of(
                    SandboxEntity.KEY,
                    context ->
                        SandboxEntity.create(
                            new SandboxId(context.getEntityId()),
                            world,
                            clock,
                            self -> passivate(context, self)))
                .withSettings(passivatingAfter(settings.sandbox().passivateAfter())));
  }

  private void startSchedulers(DataSource database, Hosts hosts) {
    var connected = new ConnectedHostTable(database);
    ClusterSharding.get(system)
        .init(
            Entity.of(
                    ClusterScheduler.KEY,
                    context ->
                        ClusterScheduler.create(
                            ShardedSchedulers.clusterOf(context.getEntityId()),
                            new ClusterScheduler.World(
                                hosts,
                                connected,
                                settings.placement(),
                                self -> passivate(context, self))))
                .withSettings(neverPassivating()));
  }

  private static <M> void passivate(EntityContext<M> context, ActorRef<M> entity) {
    context.getShard().tell(new ClusterSharding.Passivate<>(entity));
  }

  /** Sharding's own settings, but for the time after which an idle entity leaves. */
  private ClusterShardingSettings passivatingAfter(Duration idle) {
    var own =
        ConfigFactory.parseMap(
            Map.of(
                "passivation.strategy",
                "default-idle-strategy",
                "passivation.default-idle-strategy.idle-entity.timeout",
                idle));
    return ClusterShardingSettings.fromConfig(
        own.withFallback(system.settings().config().getConfig("pekko.cluster.sharding")));
  }

  private ClusterShardingSettings neverPassivating() {
    return ClusterShardingSettings.create(system).withNoPassivationStrategy();
  }
}
