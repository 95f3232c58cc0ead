package io.gstacks.host.tenant;

import io.gstacks.host.KeyId;
import io.gstacks.persistence.CborMessage;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.EntityCommand;
import io.gstacks.persistence.entity.Meta;
import io.gstacks.persistence.entity.Refusal;
import io.gstacks.persistence.entity.Role;
import java.time.Instant;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/** What an API key's entity is asked. */
public sealed interface KeyCommand extends EntityCommand<KeyCommand.Reply> {
  record Create(
      Meta meta, TenantId tenant, String name, Role role, String hash, ActorRef<Reply> replyTo)
      implements KeyCommand {}

  record Get(Meta meta, ActorRef<Reply> replyTo) implements KeyCommand {}

  /**
   * Accepted when the hash is this key's and the key stands; Refused {@code unauthenticated} else.
   */
  record Check(Meta meta, String hash, ActorRef<Reply> replyTo) implements KeyCommand {}

  record Revoke(Meta meta, ActorRef<Reply> replyTo) implements KeyCommand {}

  sealed interface Reply extends CborMessage {}

  record Accepted(KeyView key) implements Reply {}

  record Refused(Refusal refusal) implements Reply {}

  record KeyView(
      KeyId id,
      TenantId tenant,
      String name,
      Role role,
      Instant createdAt,
      Optional<Instant> revokedAt) {}
}
