package io.gstacks.agent.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Writes small files that are whole or not there: to a temporary name, forced to disk, then
 * renamed. Everything is 0600, for half of it is secret and none is of use to others.
 */
public enum Durable {
  /** Forced to disk before it counts. */
  FORCED,
  /** For a fleet of simulated hosts: whole after a kill, perhaps not after a power cut. */
  RELAXED;

  public void replace(Path file, String text) throws IOException {
    replace(file, text.getBytes(StandardCharsets.UTF_8));
  }

  public void replace(Path file, byte[] content) throws IOException {
    var temporary = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(temporary);
    try (var channel =
        FileChannel.open(
            temporary,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      var buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      if (this == FORCED) {
        channel.force(true);
      }
    }
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    if (this == FORCED) {
      forceDirectoryOf(file);
    }
  }

  /** A rename is on disk when its directory is. */
  static void forceDirectoryOf(Path file) throws IOException {
    var directory = file.toAbsolutePath().resolveSibling(".");
    try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
