package io.gstacks.persistence;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The owner of records: {@code tnt_} and a lower-case ULID. */
public record TenantId(@JsonValue String value) {
  public static final String PREFIX = "tnt_";

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public TenantId {
    Ulid.require(PREFIX, value);
  }

  public static TenantId fresh() {
    return new TenantId(PREFIX + Ulid.next());
  }

  @Override
  public String toString() {
    return value;
  }
}
