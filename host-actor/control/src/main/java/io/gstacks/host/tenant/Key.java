package io.gstacks.host.tenant;

import io.gstacks.host.Hashes;
import io.gstacks.host.KeyId;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.Decision;
import io.gstacks.persistence.entity.Refusal;
import io.gstacks.persistence.entity.Role;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The rules of an API key: it opens until it is revoked, and never again. */
public sealed interface Key {
  static Key absent() {
    return new Absent();
  }

  record Absent() implements Key {}

  record Present(
      KeyId id,
      TenantId tenant,
      String name,
      Role role,
      String hash,
      Instant createdAt,
      Optional<Instant> revokedAt)
      implements Key {
    private boolean opens(String presentedHash) {
      return revokedAt.isEmpty() && Hashes.same(hash, presentedHash);
    }
  }

  default Decision<KeyEvent> create(KeyEvent.Created wanted) {
    return switch (this) {
      case Absent _ -> Decision.accept(wanted);
      case Present present when Hashes.same(present.hash(), wanted.hash()) -> Decision.already();
      case Present _ ->
          Decision.refuse(Refusal.conflict("key_exists", "the id belongs to another key"));
    };
  }

  /** Persists nothing: whether the presented key opens. */
  default Decision<KeyEvent> check(String presentedHash) {
    return switch (this) {
      case Present present when present.opens(presentedHash) -> Decision.already();
      case Present _, Absent _ -> Decision.refuse(unauthenticated());
    };
  }

  default Decision<KeyEvent> revoke(Instant now) {
    return switch (this) {
      case Absent _ -> Decision.refuse(Refusal.notFound("key"));
      case Present present when present.revokedAt().isPresent() -> Decision.already();
      case Present _ -> Decision.accept(new KeyEvent.Revoked(now));
    };
  }

  /** The state after the event. One that does not fit is corruption or a bug, so it throws. */
  default Key apply(KeyEvent event) {
    return switch (event) {
      case KeyEvent.Created(var id, var tenant, var name, var role, var hash, var at)
          when this instanceof Absent ->
          new Present(id, tenant, name, role, hash, at, Optional.empty());
      case KeyEvent.Revoked(var at)
          when this
              instanceof Present(var id, var tenant, var name, var role, var hash, var made, _) ->
          new Present(id, tenant, name, role, hash, made, Optional.of(at));
      case KeyEvent.Created _, KeyEvent.Revoked _ ->
          throw new IllegalStateException(event + " does not follow " + this);
    };
  }

  private static Refusal unauthenticated() {
    return new Refusal(
        Refusal.Kind.FORBIDDEN, "unauthenticated", "the key is not valid", false, Map.of());
  }
}
