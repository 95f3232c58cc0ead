package io.gstacks.server;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.Cluster;

/** Forms a cluster of this node alone. More nodes come with cluster formation. */
final class ClusterOfOne {
  private ClusterOfOne() {}

  /** Completes when this node is up, or fails when it is not within the time. */
  static CompletionStage<Address> join(ActorSystem<?> system, Duration timeout) {
    var cluster = Cluster.get(system);
    var up = new CompletableFuture<Address>();
    cluster.registerOnMemberUp(() -> up.complete(cluster.selfAddress()));
    cluster.join(cluster.selfAddress());
    return up.orTimeout(timeout.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
  }
}
