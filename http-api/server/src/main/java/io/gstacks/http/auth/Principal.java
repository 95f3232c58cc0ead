package io.gstacks.http.auth;

import io.gstacks.host.KeyId;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.Caller;
import io.gstacks.persistence.entity.Role;
import java.util.Optional;

/** The holder of a valid API key. */
public record Principal(TenantId tenant, KeyId key, String keyName, Role role) {
  /** As entities know it: they show it the records of its tenant only. */
  public Caller caller() {
    return new Caller(Optional.of(tenant), role, key.value());
  }

  /** The same hand, acting inside a tenant that it has just made. */
  public Caller within(TenantId other) {
    return new Caller(Optional.of(other), role, key.value());
  }

  /** The same hand, acting for the installation: tenants belong to nobody but themselves. */
  public Caller forInstallation() {
    return new Caller(Optional.empty(), role, key.value());
  }
}
