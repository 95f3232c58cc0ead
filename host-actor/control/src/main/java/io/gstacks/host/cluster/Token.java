package io.gstacks.host.cluster;

import io.gstacks.host.ClusterId;
import io.gstacks.host.Hashes;
import io.gstacks.host.HostId;
import io.gstacks.host.TokenId;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.Ulid;
import io.gstacks.persistence.entity.Decision;
import io.gstacks.persistence.entity.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rules of a bootstrap token: it lets a limited number of machines in, for a limited time, and
 * once it is revoked every host that it let in is told until it has answered (I5).
 */
public sealed interface Token {
  static Token absent() {
    return new Absent();
  }

  /** What may still be done with a token. */
  enum Status {
    ACTIVE,
    EXPIRED,
    SPENT,
    REVOKED
  }

  record Absent() implements Token {}

  /**
   * One that was made.
   *
   * @param hosts whom it let in, by the hash of the public key: a repeat is the same host
   * @param untold hosts that have not yet answered that it was revoked
   */
  record Present(
      TokenId id,
      TenantId tenant,
      ClusterId cluster,
      String name,
      String secretHash,
      Instant createdAt,
      Instant expiresAt,
      int maxUses,
      Map<String, HostId> hosts,
      Optional<Instant> revokedAt,
      Set<HostId> untold)
      implements Token {
    public Present {
      hosts = Map.copyOf(hosts);
      untold = Set.copyOf(untold);
    }

    Status status(Instant now) {
      if (revokedAt.isPresent()) {
        return Status.REVOKED;
      }
      if (!now.isBefore(expiresAt)) {
        return Status.EXPIRED;
      }
      return hosts.size() >= maxUses ? Status.SPENT : Status.ACTIVE;
    }

    private boolean isOpenedBy(String presentedHash) {
      return Hashes.same(secretHash, presentedHash);
    }

    private Decision<TokenEvent> redeemed(String presentedHash, String publicKey, Instant now) {
      if (!isOpenedBy(presentedHash)) {
        return refuse("token_invalid", "the token is not valid");
      }
      if (revokedAt.isEmpty() && hosts.containsKey(publicKey)) {
        return Decision.already();
      }
      return switch (status(now)) {
        case REVOKED -> refuse("token_revoked", "the token was revoked");
        case EXPIRED -> refuse("token_expired", "the token expired at " + expiresAt);
        case SPENT -> refuse("token_spent", "the token has been used " + maxUses + " times");
        case ACTIVE -> Decision.accept(new TokenEvent.Redeemed(publicKey, hostOf(publicKey), now));
      };
    }

    /** The same machine key in the same cluster is the same host, also by another token. */
    private HostId hostOf(String publicKey) {
      return new HostId(
          HostId.PREFIX + Ulid.derived("host", tenant.value(), cluster.value(), publicKey));
    }

    private static Decision<TokenEvent> refuse(String code, String message) {
      return Decision.refuse(new Refusal(Refusal.Kind.FORBIDDEN, code, message, false, Map.of()));
    }
  }

  default Decision<TokenEvent> create(TokenEvent.Created wanted) {
    return switch (this) {
      case Absent _ -> Decision.accept(wanted);
      case Present present when present.isOpenedBy(wanted.secretHash()) -> Decision.already();
      case Present _ ->
          Decision.refuse(Refusal.conflict("token_exists", "the id belongs to another token"));
    };
  }

  default Decision<TokenEvent> redeem(String presentedHash, String publicKey, Instant now) {
    return switch (this) {
      case Absent _ -> Present.refuse("token_invalid", "the token is not valid");
      case Present present -> present.redeemed(presentedHash, publicKey, now);
    };
  }

  default Decision<TokenEvent> revoke(Instant now) {
    return switch (this) {
      case Absent _ -> Decision.refuse(Refusal.notFound("token"));
      case Present present when present.revokedAt().isPresent() -> Decision.already();
      case Present _ -> Decision.accept(new TokenEvent.Revoked(now));
    };
  }

  default Decision<TokenEvent> told(List<HostId> answered) {
    var news = answered.stream().filter(untoldHosts()::contains).distinct().toList();
    return news.isEmpty() ? Decision.already() : Decision.accept(new TokenEvent.HostsTold(news));
  }

  /** Whom a revocation has not reached yet. */
  default Set<HostId> untoldHosts() {
    return switch (this) {
      case Absent _ -> Set.of();
      case Present present -> present.untold();
    };
  }

  /** The state after the event. One that does not fit is corruption or a bug, so it throws. */
  default Token apply(TokenEvent event) {
    return TokenFold.apply(this, event);
  }
}
