package io.gstacks.host.authority;

import io.gstacks.persistence.sealed.Sealed;
import java.util.Base64;

/** Hides nothing: for tests of what is not about hiding. */
public final class PlainVault implements Vault {
  private static final String PREFIX = "1:00000000000000000000000000:";

  @Override
  public Sealed seal(byte[] plain) {
    return new Sealed(PREFIX + Base64.getEncoder().encodeToString(plain));
  }

  @Override
  public byte[] open(Sealed sealed) {
    return Base64.getDecoder().decode(sealed.ciphertext().substring(PREFIX.length()));
  }
}
