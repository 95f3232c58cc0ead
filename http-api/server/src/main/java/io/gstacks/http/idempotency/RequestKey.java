package io.gstacks.http.idempotency;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.Ulid;

/** The record of one {@code Idempotency-Key} of one tenant: {@code idk_} and a derived ULID. */
public record RequestKey(@JsonValue String value) {
  public static final String PREFIX = "idk_";

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public RequestKey {
    Ulid.require(PREFIX, value);
  }

  /** So one key of two tenants is two records, and every node finds the same one. */
  public static RequestKey of(TenantId tenant, String key) {
    return new RequestKey(PREFIX + Ulid.derived(tenant.value(), key));
  }

  @Override
  public String toString() {
    return value;
  }
}
