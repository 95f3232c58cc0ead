package io.gstacks.host.authority;

import io.gstacks.persistence.sealed.Keyring;
import io.gstacks.persistence.sealed.Sealed;
import java.util.Optional;

/** Where the authority's keys are sealed and opened: the installation's data key. */
public interface Vault {
  Sealed seal(byte[] plain);

  byte[] open(Sealed sealed);

  static Vault of(Keyring keyring) {
    return new Vault() {
      @Override
      public Sealed seal(byte[] plain) {
        return keyring.seal(Optional.empty(), plain);
      }

      @Override
      public byte[] open(Sealed sealed) {
        return keyring.open(Optional.empty(), sealed);
      }
    };
  }
}
