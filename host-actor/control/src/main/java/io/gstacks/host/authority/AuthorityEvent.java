package io.gstacks.host.authority;

import java.time.Instant;

/** What happens to the authority. */
public sealed interface AuthorityEvent {
  record Established(AuthorityMaterial material, Instant at) implements AuthorityEvent {}
}
