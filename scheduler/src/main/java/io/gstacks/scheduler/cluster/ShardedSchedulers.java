package io.gstacks.scheduler.cluster;

import io.gstacks.host.ClusterId;
import io.gstacks.host.SandboxId;
import io.gstacks.host.fleet.HostAnnouncement;
import io.gstacks.host.fleet.HostAnnouncements;
import io.gstacks.scheduler.sandbox.HostWanted;
import io.gstacks.scheduler.sandbox.Placements;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;

/**
 * The schedulers of clusters by way of their shards. It may be made before sharding is started, and
 * used after. Each cluster has one partition for now, called 0.
 */
public final class ShardedSchedulers implements Placements, HostAnnouncements {
  private static final String PARTITION = "/0";

  private final ClusterSharding sharding;

  public ShardedSchedulers(ActorSystem<?> system) {
    this.sharding = ClusterSharding.get(system);
  }

  @Override
  public void announce(HostAnnouncement announcement) {
    tell(announcement.cluster(), new SchedulerCommand.Announce(announcement));
  }

  @Override
  public void place(HostWanted wanted) {
    tell(wanted.cluster(), new SchedulerCommand.Place(wanted));
  }

  @Override
  public void withdraw(ClusterId cluster, SandboxId sandbox) {
    tell(cluster, new SchedulerCommand.Withdraw(sandbox));
  }

  @Override
  public void startEnded(ClusterId cluster, SandboxId sandbox) {
    tell(cluster, new SchedulerCommand.StartEnded(sandbox));
  }

  /** The cluster that an entity places for. */
  public static ClusterId clusterOf(String entityId) {
    return new ClusterId(entityId.substring(0, entityId.indexOf('/')));
  }

  private void tell(ClusterId cluster, SchedulerCommand command) {
    sharding.entityRefFor(ClusterScheduler.KEY, cluster.value() + PARTITION).tell(command);
  }
}
