package io.gstacks.http.tenant;

import io.gstacks.host.tenant.TenantCommand.TenantView;
import io.gstacks.persistence.TenantId;
import java.time.Instant;

/** A tenant in JSON. */
public record TenantBody(TenantId id, String name, Instant createdAt) {
  public static TenantBody of(TenantView tenant) {
    return new TenantBody(tenant.id(), tenant.name(), tenant.createdAt());
  }
}
