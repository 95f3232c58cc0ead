package io.gstacks.scheduler.sandbox;

import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.sealed.Sealed;

/**
 * Opens sealed environment values, only to hand them to a host. May block on the database; throws
 * when a value is not the tenant's.
 */
@FunctionalInterface
public interface Secrets {
  String open(TenantId tenant, Sealed value);
}
