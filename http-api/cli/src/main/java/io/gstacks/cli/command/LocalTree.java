package io.gstacks.cli.command;

import io.gstacks.cli.api.ExitCode;
import io.gstacks.cli.api.Failure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * A directory here as a tar stream, both ways. What comes from a sandbox stays below the directory
 * that was named: names that lead elsewhere are refused, and nothing is written through a link.
 */
final class LocalTree {
  private static final List<PosixFilePermission> BITS =
      List.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE,
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);
  private static final int PERMISSIONS = 0777;
  private static final int OWNERS = 0700;

  private LocalTree() {}

  /** Files, directories and links below it; answers how many. */
  static int pack(Path directory, OutputStream into) throws IOException {
    int count = 0;
    try (var tar = new TarArchiveOutputStream(into, "UTF-8");
        var found = Files.walk(directory)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      tar.setAddPaxHeadersForNonAsciiNames(true);
      for (var path : (Iterable<Path>) found::iterator) {
        if (!path.equals(directory)) {
          count += add(path, directory.relativize(path).toString(), tar);
        }
      }
      tar.finish();
    }
    return count;
  }

  private static int add(Path path, String name, TarArchiveOutputStream tar) throws IOException {
    if (Files.isSymbolicLink(path)) {
      var link = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
      link.setLinkName(Files.readSymbolicLink(path).toString());
      tar.putArchiveEntry(link);
    } else if (Files.isDirectory(path)) {
      tar.putArchiveEntry(entry(path, name + "/"));
    } else if (Files.isRegularFile(path)) {
      var entry = entry(path, name);
      entry.setSize(Files.size(path));
      tar.putArchiveEntry(entry);
      Files.copy(path, tar);
    } else {
      return 0; // sockets, devices
    }
    tar.closeArchiveEntry();
    return 1;
  }

  private static TarArchiveEntry entry(Path path, String name) throws IOException {
    var entry = new TarArchiveEntry(name);
    entry.setMode(bits(Files.getPosixFilePermissions(path)));
    entry.setModTime(Files.getLastModifiedTime(path).toMillis());
    return entry;
  }

  private static int bits(Set<PosixFilePermission> permissions) {
    int bits = 0;
    for (var permission : BITS) {
      bits = (bits << 1) | (permissions.contains(permission) ? 1 : 0);
    }
    return bits;
  }

  static int unpack(InputStream in, Path directory) throws IOException {
    int count = 0;
    Files.createDirectories(directory);
    try (var tar = new TarArchiveInputStream(new BufferedInputStream(in), "UTF-8")) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        take(entry, target(directory, entry.getName()), directory, tar);
        count++;
      }
    }
    return count;
  }

  private static Path target(Path directory, String name) {
    var relative = Path.of(name).normalize();
    if (relative.isAbsolute() || relative.startsWith("..") || name.contains("../")) {
      throw hostile(name).thrown();
    }
    return directory.resolve(relative);
  }

  private static void take(
      TarArchiveEntry entry, Path target, Path directory, TarArchiveInputStream tar)
      throws IOException {
    if (target.equals(directory)) {
      return;
    }
    reach(directory, directory.relativize(target), entry.getName());
    if (entry.isDirectory()) {
      if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(target);
      }
      allow(target, entry.getMode() | OWNERS);
    } else if (entry.isSymbolicLink()) {
      Files.deleteIfExists(target);
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else if (entry.isFile()) {
      if (Files.isSymbolicLink(target)) {
        Files.delete(target);
      }
      Files.copy(tar, target, StandardCopyOption.REPLACE_EXISTING);
      allow(target, entry.getMode());
    }
  }

  /** Every directory on the way is one, and no link. */
  private static void reach(Path directory, Path relative, String name) throws IOException {
    var reached = directory;
    for (int at = 0; at < relative.getNameCount() - 1; at++) {
      reached = reached.resolve(relative.getName(at));
      if (Files.isSymbolicLink(reached)) {
        throw hostile(name).thrown();
      }
      if (!Files.isDirectory(reached)) {
        Files.createDirectory(reached);
      }
    }
  }

  private static void allow(Path path, int mode) throws IOException {
    var permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (int at = 0; at < BITS.size(); at++) {
      if (((mode & PERMISSIONS) >> (BITS.size() - 1 - at) & 1) == 1) {
        permissions.add(BITS.get(at));
      }
    }
    Files.setPosixFilePermissions(path, permissions);
  }

  private static Failure hostile(String name) {
    return Failure.local(
        ExitCode.FAILED,
        "invalid_tar",
        "the sandbox sent an entry that leads elsewhere: " + name,
        "look into the sandbox; what came before it is here");
  }
}
