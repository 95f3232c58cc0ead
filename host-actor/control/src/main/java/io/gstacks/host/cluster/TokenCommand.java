package io.gstacks.host.cluster;

import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.TokenId;
import io.gstacks.persistence.CborMessage;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.EntityCommand;
import io.gstacks.persistence.entity.Meta;
import io.gstacks.persistence.entity.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/** What a bootstrap token's entity is asked. */
public sealed interface TokenCommand extends EntityCommand<TokenCommand.Reply> {
  /** {@code secretHash}: SHA-256 (hex) of the token's text, all that is ever stored of it. */
  record Create(
      Meta meta,
      TenantId tenant,
      ClusterId cluster,
      String name,
      String secretHash,
      Duration ttl,
      int maxUses,
      ActorRef<Reply> replyTo)
      implements TokenCommand {}

  record Get(Meta meta, ActorRef<Reply> replyTo) implements TokenCommand {}

  /** One use for one public key, once: a repeat with the same key is the same host. */
  record Redeem(Meta meta, String secretHash, String publicKey, ActorRef<Reply> replyTo)
      implements TokenCommand {}

  /** Its hosts lose their token: told until each has answered. */
  record Revoke(Meta meta, ActorRef<Reply> replyTo) implements TokenCommand {}

  /** From the entity to itself: these hosts have answered that the token is gone. */
  record HostsTold(Meta meta, List<HostId> hosts, ActorRef<Reply> replyTo) implements TokenCommand {
    public HostsTold {
      hosts = List.copyOf(hosts);
    }
  }

  /** From the entity to itself: every host was asked once. */
  record RoundOver(Meta meta, ActorRef<Reply> replyTo) implements TokenCommand {}

  /** Looks for what is due. */
  record Wake(Meta meta, ActorRef<Reply> replyTo) implements TokenCommand {}

  sealed interface Reply extends CborMessage {}

  record Accepted(TokenView token) implements Reply {}

  record Redeemed(TokenId token, TenantId tenant, ClusterId cluster, HostId host)
      implements Reply {}

  record Refused(Refusal refusal) implements Reply {}

  /** {@code status}: active, expired, spent or revoked. */
  record TokenView(
      TokenId id,
      TenantId tenant,
      ClusterId cluster,
      String name,
      Instant expiresAt,
      int maxUses,
      int uses,
      String status,
      Instant createdAt) {}
}
