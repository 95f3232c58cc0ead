package io.gstacks.host;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.gstacks.persistence.Ulid;

/** A sandbox; hosts know it as what a reservation is for: {@code sbx_} and a lower-case ULID. */
public record SandboxId(@JsonValue String value) {
  public static final String PREFIX = "sbx_";

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public SandboxId {
    Ulid.require(PREFIX, value);
  }

  public static SandboxId fresh() {
    return new SandboxId(PREFIX + Ulid.next());
  }

  @Override
  public String toString() {
    return value;
  }
}
