package io.gstacks.persistence.sealed;

import io.gstacks.persistence.Ulid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.SecretKey;

/**
 * Key-encryption keys in a file that only its owner may read, one {@code id base64} a line; the
 * last one wraps, those before it still unwrap. Whoever has this file and the database has the
 * secrets, so back them up apart.
 */
public final class FileKeyEncryption implements KeyEncryption {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Path file;
  private final Map<String, SecretKey> keys;
  private final String current;

  private FileKeyEncryption(Path file, Map<String, SecretKey> keys, String current) {
    this.file = file;
    this.keys = keys;
    this.current = current;
  }

  /** Reads the file, or makes it with a first key. Refuses one that others may read. */
  public static FileKeyEncryption open(Path file) throws IOException {
    if (Files.notExists(file)) {
      write(file, List.of(freshLine()));
    }
    var permissions = Files.getPosixFilePermissions(file);
    if (!OWNER_ONLY.containsAll(permissions)) {
      throw new IOException(
          "%s must be for its owner alone (chmod 600), it is %s"
              .formatted(file, PosixFilePermissions.toString(permissions)));
    }
    var keys = new LinkedHashMap<String, SecretKey>();
    var last = "";
    for (var line : Files.readAllLines(file)) {
      last = parse(file, line, keys);
    }
    return new FileKeyEncryption(file, keys, last);
  }

  /**
   * A new key at the end of the file; {@link Keyring#rewrap} then moves the data keys under it. The
   * old ones stay until their lines are removed by hand.
   */
  public FileKeyEncryption rotate() throws IOException {
    var lines = new ArrayList<>(Files.readAllLines(file));
    lines.add(freshLine());
    write(file, lines);
    return open(file);
  }

  @Override
  public String current() {
    return current;
  }

  @Override
  public byte[] wrap(byte[] dataKey, String context) {
    return Aes.seal(key(current), dataKey, context);
  }

  @Override
  public byte[] unwrap(String keyId, byte[] wrapped, String context) {
    return Aes.open(key(keyId), wrapped, context);
  }

  private SecretKey key(String id) {
    var key = keys.get(id);
    if (key == null) {
      throw new IllegalArgumentException("the key-encryption key " + id + " is not in " + file);
    }
    return key;
  }

  private static String parse(Path file, String line, Map<String, SecretKey> keys)
      throws IOException {
    var parts = line.split(" ", -1);
    if (parts.length != 2 || !Ulid.isValid("", parts[0])) {
      throw new IOException(file + " is not a file of key-encryption keys");
    }
    keys.put(parts[0], Aes.key(Base64.getDecoder().decode(parts[1])));
    return parts[0];
  }

  private static String freshLine() {
    return Ulid.next() + " " + Base64.getEncoder().encodeToString(Aes.freshKey().getEncoded());
  }

  /** Whole or not at all: a half-written key file would lose every secret. */
  private static void write(Path file, List<String> lines) throws IOException {
    var parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    var draft = file.resolveSibling(file.getFileName() + "." + Ulid.next());
    Files.createFile(draft, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    Files.write(draft, lines, StandardOpenOption.SYNC);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
