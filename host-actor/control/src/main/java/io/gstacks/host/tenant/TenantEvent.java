package io.gstacks.host.tenant;

import io.gstacks.persistence.TenantId;
import java.time.Instant;

/** What happens to a tenant. */
public sealed interface TenantEvent {
  record Created(TenantId id, String name, Instant at) implements TenantEvent {}

  /** {@code holder}: the id of what bears the name. */
  record NameClaimed(String kind, String name, String holder) implements TenantEvent {}
}
