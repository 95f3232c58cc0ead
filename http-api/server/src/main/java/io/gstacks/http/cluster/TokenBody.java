package io.gstacks.http.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gstacks.host.ClusterId;
import io.gstacks.host.TokenId;
import io.gstacks.host.cluster.TokenCommand.TokenView;
import java.time.Instant;
import java.util.Optional;

/** A bootstrap token in JSON; {@code token}, its text, is there once, when it is made. */
record TokenBody(
    TokenId id,
    ClusterId clusterId,
    String name,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> token,
    Instant expiresAt,
    int maxUses,
    int uses,
    String status,
    Instant createdAt) {
  static TokenBody of(TokenView token) {
    return of(token, Optional.empty());
  }

  static TokenBody of(TokenView token, Optional<String> text) {
    return new TokenBody(
        token.id(),
        token.cluster(),
        token.name(),
        text,
        token.expiresAt(),
        token.maxUses(),
        token.uses(),
        token.status(),
        token.createdAt());
  }
}
