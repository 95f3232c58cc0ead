package io.gstacks.persistence.sealed;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A secret value, encrypted under its tenant's data key. Nothing here can show the clear text. */
public record Sealed(@JsonValue String ciphertext) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Sealed {
    if (ciphertext.isEmpty()) {
      throw new IllegalArgumentException("a sealed value is never empty");
    }
  }

  @Override
  public String toString() {
    return "Sealed";
  }
}
