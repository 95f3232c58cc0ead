package io.gstacks.host.cluster;

import io.gstacks.host.HostId;
import io.gstacks.host.cluster.Token.Absent;
import io.gstacks.host.cluster.Token.Present;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From a token's events to its state. */
final class TokenFold {
  private TokenFold() {}

  static Token apply(Token token, TokenEvent event) {
    return switch (event) {
      case TokenEvent.Created created when token instanceof Absent -> created(created);
      case TokenEvent.Redeemed(var publicKey, var host, _) when token instanceof Present present ->
          redeemed(present, publicKey, host);
      case TokenEvent.Revoked(var at) when token instanceof Present present -> revoked(present, at);
      case TokenEvent.HostsTold(var hosts) when token instanceof Present present ->
          told(present, hosts);
      case TokenEvent.Created _,
          TokenEvent.Redeemed _,
          TokenEvent.Revoked _,
          TokenEvent.HostsTold _ ->
          throw new IllegalStateException(event + " does not follow " + token);
    };
  }

  private static Present created(TokenEvent.Created created) {
    return new Present(
        created.id(),
        created.tenant(),
        created.cluster(),
        created.name(),
        created.secretHash(),
        created.at(),
        created.expiresAt(),
        created.maxUses(),
        Map.of(),
        Optional.empty(),
        Set.of());
  }

  private static Present redeemed(Present token, String publicKey, HostId host) {
    var hosts = new HashMap<>(token.hosts());
    hosts.put(publicKey, host);
    return with(token, hosts, token.revokedAt(), token.untold());
  }

  private static Present revoked(Present token, Instant at) {
    return with(token, token.hosts(), Optional.of(at), Set.copyOf(token.hosts().values()));
  }

  private static Present told(Present token, List<HostId> hosts) {
    var untold = new HashSet<>(token.untold());
    hosts.forEach(untold::remove);
    return with(token, token.hosts(), token.revokedAt(), untold);
  }

  private static Present with(
      Present token, Map<String, HostId> hosts, Optional<Instant> revokedAt, Set<HostId> untold) {
    return new Present(
        token.id(),
        token.tenant(),
        token.cluster(),
        token.name(),
        token.secretHash(),
        token.createdAt(),
        token.expiresAt(),
        token.maxUses(),
        hosts,
        revokedAt,
        untold);
  }
}
