package io.gstacks.http.cluster;

/** SHA-256 (hex) of the certificate that agents are to find in the server's chain. */
@FunctionalInterface
public interface CaFingerprint {
  String hex();
}
