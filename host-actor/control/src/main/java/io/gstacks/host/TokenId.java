package io.gstacks.host;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.gstacks.persistence.Ulid;

/** A bootstrap token: {@code tok_} and a lower-case ULID. */
public record TokenId(@JsonValue String value) {
  public static final String PREFIX = "tok_";

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public TokenId {
    Ulid.require(PREFIX, value);
  }

  public static TokenId fresh() {
    return new TokenId(PREFIX + Ulid.next());
  }

  @Override
  public String toString() {
    return value;
  }
}
