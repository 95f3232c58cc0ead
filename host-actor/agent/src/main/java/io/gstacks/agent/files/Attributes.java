package io.gstacks.agent.files;

import io.gstacks.agent.protocol.FileEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;

/** What {@code stat(2)} tells of a file. */
record Attributes(long device, int mode, long size, int uid, int gid, FileTime modified) {
  private static final int TYPE = 0170000;
  private static final int PERMISSIONS = 0777;

  static Attributes read(Path path, LinkOption... options) throws IOException {
    var found = Files.readAttributes(path, "unix:*", options);
    return new Attributes(
        (long) value(found, "dev"),
        (int) value(found, "mode"),
        (long) value(found, "size"),
        (int) value(found, "uid"),
        (int) value(found, "gid"),
        (FileTime) value(found, "lastModifiedTime"));
  }

  private static Object value(Map<String, Object> found, String name) {
    return Objects.requireNonNull(found.get(name), name);
  }

  int permissions() {
    return mode & PERMISSIONS;
  }

  FileEntry.Type type() {
    return switch (mode & TYPE) {
      case 0100000 -> FileEntry.Type.FILE;
      case 0040000 -> FileEntry.Type.DIRECTORY;
      case 0120000 -> FileEntry.Type.LINK;
      default -> FileEntry.Type.OTHER; // also what the kernel may yet invent
    };
  }
}
