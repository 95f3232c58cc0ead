package io.gstacks.host.tenant;

import io.gstacks.persistence.CborMessage;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.EntityCommand;
import io.gstacks.persistence.entity.Meta;
import io.gstacks.persistence.entity.Refusal;
import java.time.Instant;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;

/** What a tenant's entity is asked. */
public sealed interface TenantCommand extends EntityCommand<TenantCommand.Reply> {
  record Create(Meta meta, String name, ActorRef<Reply> replyTo) implements TenantCommand {}

  record Get(Meta meta, ActorRef<Reply> replyTo) implements TenantCommand {}

  /**
   * Claims a name among the tenant's {@code kind}s ({@code cluster}, later network and blueprint)
   * for one id. The same id may claim it again; another gets {@code name_taken}.
   */
  record ClaimName(Meta meta, String kind, String name, String id, ActorRef<Reply> replyTo)
      implements TenantCommand {}

  sealed interface Reply extends CborMessage {}

  record Accepted(TenantView tenant) implements Reply {}

  record Refused(Refusal refusal) implements Reply {}

  /** {@code names}: {@code kind/name} to the id that holds it. */
  record TenantView(TenantId id, String name, Instant createdAt, Map<String, String> names) {}
}
