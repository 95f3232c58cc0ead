package io.gstacks.persistence.entity;

import io.gstacks.persistence.TenantId;
import java.util.Optional;

/**
 * Who asks.
 *
 * @param tenant the tenant whose records it may touch; empty for the installation itself, which may
 *     touch all
 * @param by an API key's id, {@code host:<id>}, or {@code system}: what the journal records
 */
public record Caller(Optional<TenantId> tenant, Role role, String by) {
  /** The installation itself: sagas, the waker, start-up. */
  public static Caller system() {
    return new Caller(Optional.empty(), Role.ADMIN, "system");
  }

  /** A host that speaks for workloads of its tenant. */
  public static Caller host(TenantId tenant, String hostId) {
    return new Caller(Optional.of(tenant), Role.OPERATOR, "host:" + hostId);
  }

  public boolean maySee(Optional<TenantId> owner) {
    return tenant.isEmpty() || tenant.equals(owner);
  }
}
