package io.gstacks.host.cluster;

import io.gstacks.host.ClusterId;
import io.gstacks.persistence.TenantId;
import java.time.Instant;

/** What happens to a cluster. */
public sealed interface ClusterEvent {
  record Created(ClusterId id, TenantId tenant, String name, ClusterCommand.Kind kind, Instant at)
      implements ClusterEvent {}
}
