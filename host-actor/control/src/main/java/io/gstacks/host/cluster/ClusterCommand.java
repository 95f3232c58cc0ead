package io.gstacks.host.cluster;

import io.gstacks.host.ClusterId;
import io.gstacks.persistence.CborMessage;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.EntityCommand;
import io.gstacks.persistence.entity.Meta;
import io.gstacks.persistence.entity.Refusal;
import java.time.Instant;
import org.apache.pekko.actor.typed.ActorRef;

/** What a cluster entity is asked. */
public sealed interface ClusterCommand extends EntityCommand<ClusterCommand.Reply> {
  /** After the tenant granted the name. A repeat with the same words is the same cluster. */
  record Create(Meta meta, TenantId tenant, String name, Kind kind, ActorRef<Reply> replyTo)
      implements ClusterCommand {}

  record Get(Meta meta, ActorRef<Reply> replyTo) implements ClusterCommand {}

  enum Kind {
    BYO,
    MANAGED
  }

  sealed interface Reply extends CborMessage {}

  record Accepted(ClusterView cluster) implements Reply {}

  record Refused(Refusal refusal) implements Reply {}

  record ClusterView(ClusterId id, TenantId tenant, String name, Kind kind, Instant createdAt) {}
}
