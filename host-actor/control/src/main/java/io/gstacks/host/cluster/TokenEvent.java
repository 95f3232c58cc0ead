package io.gstacks.host.cluster;

import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.TokenId;
import io.gstacks.persistence.TenantId;
import java.time.Instant;
import java.util.List;

/** What happens to a bootstrap token. */
public sealed interface TokenEvent {
  /** {@code secretHash}: SHA-256 (hex) of the token's text, all that is ever stored of it. */
  record Created(
      TokenId id,
      TenantId tenant,
      ClusterId cluster,
      String name,
      String secretHash,
      Instant at,
      Instant expiresAt,
      int maxUses)
      implements TokenEvent {}

  /** {@code publicKey}: SHA-256 (hex) of the host's public key. */
  record Redeemed(String publicKey, HostId host, Instant at) implements TokenEvent {}

  record Revoked(Instant at) implements TokenEvent {}

  /** These hosts know that their token is gone. */
  record HostsTold(List<HostId> hosts) implements TokenEvent {
    public HostsTold {
      hosts = List.copyOf(hosts);
    }
  }
}
