package io.gstacks.server;

import io.gstacks.host.KeyId;
import io.gstacks.persistence.Ulid;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/**
 * The first tenant's admin key, in a file that its owner alone can read. It is written before the
 * key's record exists, so that a start which dies between the two finds the same key again.
 *
 * @param text {@code gsk_<ulid>_<64 hex>}: never in a log, an event or a command line
 */
record AdminKey(String text) {
  private static final Set<java.nio.file.attribute.PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  AdminKey {
    if (!text.matches("gsk_[0-9a-z]{26}_[0-9a-f]{64}")) {
      throw new IllegalArgumentException("the admin key file does not hold an API key");
    }
  }

  static AdminKey inFile(Path file) throws IOException {
    if (!Files.exists(file)) {
      write(file, "gsk_" + Ulid.next() + "_" + random());
    }
    return new AdminKey(Files.readString(file).strip());
  }

  KeyId id() {
    return new KeyId(KeyId.PREFIX + text.substring(4, 30));
  }

  /** What the key's record holds of it: SHA-256 of the whole text. */
  String hash() {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "AdminKey[" + id() + "]";
  }

  private static String random() {
    var bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static void write(Path file, String text) throws IOException {
    var fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    try (var channel =
        FileChannel.open(
            fresh,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
      channel.write(StandardCharsets.UTF_8.encode(text + "\n"));
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
