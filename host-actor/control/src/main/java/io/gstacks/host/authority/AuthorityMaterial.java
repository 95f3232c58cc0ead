package io.gstacks.host.authority;

import io.gstacks.persistence.sealed.Sealed;

/**
 * What the installation's authority is made of, as it is stored: certificates as DER in base 64,
 * private keys (PKCS#8) and the fleet key sealed.
 *
 * @param installation the id that workloads bear in their labels
 * @param fleetKey the key of the proofs in labels
 */
public record AuthorityMaterial(
    String installation, Signer root, Signer control, Signer node, Signer host, Sealed fleetKey) {
  /** A certificate that signs others, and its key. */
  public record Signer(String certificate, Sealed privateKey) {}
}
