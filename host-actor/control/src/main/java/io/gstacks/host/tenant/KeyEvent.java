package io.gstacks.host.tenant;

import io.gstacks.host.KeyId;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.Role;
import java.time.Instant;

/** What happens to an API key. */
public sealed interface KeyEvent {
  /** {@code hash}: SHA-256 (hex) of the key's text, all that is ever stored of it. */
  record Created(KeyId id, TenantId tenant, String name, Role role, String hash, Instant at)
      implements KeyEvent {}

  record Revoked(Instant at) implements KeyEvent {}
}
