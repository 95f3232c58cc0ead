package io.gstacks.host;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.gstacks.persistence.Ulid;

/** A machine with an agent: {@code hst_} and a lower-case ULID. */
public record HostId(@JsonValue String value) {
  public static final String PREFIX = "hst_";

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public HostId {
    Ulid.require(PREFIX, value);
  }

  public static HostId fresh() {
    return new HostId(PREFIX + Ulid.next());
  }

  @Override
  public String toString() {
    return value;
  }
}
