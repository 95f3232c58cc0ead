package io.gstacks.http.vault;

import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.sealed.Keyring;
import io.gstacks.persistence.sealed.Sealed;
import java.util.Optional;

/**
 * Seals a tenant's secrets. Each call may wait for the database: never on a dispatcher's thread.
 */
public interface Vault {
  Sealed seal(TenantId tenant, byte[] clear);

  byte[] open(TenantId tenant, Sealed sealed);

  static Vault of(Keyring keyring) {
    return new Vault() {
      @Override
      public Sealed seal(TenantId tenant, byte[] clear) {
        return keyring.seal(Optional.of(tenant), clear);
      }

      @Override
      public byte[] open(TenantId tenant, Sealed sealed) {
        return keyring.open(Optional.of(tenant), sealed);
      }
    };
  }
}
