package io.gstacks.host.cluster;

import io.gstacks.host.ClusterId;
import io.gstacks.host.cluster.ClusterCommand.Kind;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.Decision;
import io.gstacks.persistence.entity.Refusal;
import java.time.Instant;

/** The rules of a cluster: it is created once. */
public sealed interface Cluster {
  static Cluster absent() {
    return new Absent();
  }

  record Absent() implements Cluster {}

  record Present(ClusterId id, TenantId tenant, String name, Kind kind, Instant createdAt)
      implements Cluster {}

  default Decision<ClusterEvent> create(ClusterEvent.Created wanted) {
    return switch (this) {
      case Absent _ -> Decision.accept(wanted);
      case Present present
          when present.name().equals(wanted.name()) && present.kind() == wanted.kind() ->
          Decision.already();
      case Present _ ->
          Decision.refuse(Refusal.conflict("cluster_exists", "the id belongs to another cluster"));
    };
  }

  /** The state after the event. One that does not fit is corruption or a bug, so it throws. */
  default Cluster apply(ClusterEvent event) {
    return switch (event) {
      case ClusterEvent.Created(var id, var tenant, var name, var kind, var at)
          when this instanceof Absent ->
          new Present(id, tenant, name, kind, at);
      case ClusterEvent.Created _ ->
          throw new IllegalStateException(event + " does not follow " + this);
    };
  }
}
