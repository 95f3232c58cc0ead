package io.gstacks.persistence.sealed;

/**
 * Wraps data keys under a key-encryption key: of a file ({@link FileKeyEncryption}), or of a key
 * management service.
 */
public interface KeyEncryption {
  /** The id of the key-encryption key that wraps now. */
  String current();

  byte[] wrap(byte[] dataKey, String context);

  /** Throws {@link IllegalArgumentException} when that key is not here or does not fit. */
  byte[] unwrap(String keyId, byte[] wrapped, String context);
}
