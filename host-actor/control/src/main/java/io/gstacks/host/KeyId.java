package io.gstacks.host;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.gstacks.persistence.Ulid;

/** An API key: {@code key_} and a lower-case ULID. */
public record KeyId(@JsonValue String value) {
  public static final String PREFIX = "key_";

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public KeyId {
    Ulid.require(PREFIX, value);
  }

  public static KeyId fresh() {
    return new KeyId(PREFIX + Ulid.next());
  }

  @Override
  public String toString() {
    return value;
  }
}
