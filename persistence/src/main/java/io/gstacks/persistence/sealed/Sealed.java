package io.gstacks.persistence.sealed;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A secret as it is stored and sent between nodes: {@code 1:<data key id>:<base64 of nonce and
 * ciphertext>}. Only {@link Keyring#open} makes it readable; printing shows nothing of it.
 */
public record Sealed(@JsonValue String ciphertext) {
  private static final String FORM = "1:[0-9a-z]{26}:[A-Za-z0-9+/]+=*";

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Sealed {
    if (!ciphertext.matches(FORM)) {
      throw new IllegalArgumentException("not a sealed value");
    }
  }

  String keyId() {
    return ciphertext.substring(2, ciphertext.lastIndexOf(':'));
  }

  String box() {
    return ciphertext.substring(ciphertext.lastIndexOf(':') + 1);
  }

  @Override
  public String toString() {
    return "Sealed(...)";
  }
}
