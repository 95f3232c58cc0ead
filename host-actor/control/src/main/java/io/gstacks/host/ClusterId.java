package io.gstacks.host;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.gstacks.persistence.Ulid;

/** A group of hosts that a tenant places sandboxes on: {@code cls_} and a lower-case ULID. */
public record ClusterId(@JsonValue String value) {
  public static final String PREFIX = "cls_";

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ClusterId {
    Ulid.require(PREFIX, value);
  }

  public static ClusterId fresh() {
    return new ClusterId(PREFIX + Ulid.next());
  }

  @Override
  public String toString() {
    return value;
  }
}
