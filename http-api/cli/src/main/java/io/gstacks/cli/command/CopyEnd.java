package io.gstacks.cli.command;

import java.nio.file.Path;

/**
 * One side of a copy: {@code SANDBOX:PATH}, or a path here. What has a slash before its first colon
 * is a path here, so that {@code ./a:b} names a file with a colon.
 */
sealed interface CopyEnd {
  record Here(Path path) implements CopyEnd {}

  record There(String sandbox, String path) implements CopyEnd {}

  static CopyEnd of(String text) {
    var colon = text.indexOf(':');
    if (colon < 1 || text.substring(0, colon).contains("/")) {
      return new Here(Path.of(text));
    }
    var path = text.substring(colon + 1);
    return new There(text.substring(0, colon), path.isEmpty() ? "." : path);
  }

  /** The last name of a path of a sandbox; empty for its root or home. */
  static String name(String path) {
    var bare = path.replaceFirst("/+$", "");
    var name = bare.substring(bare.lastIndexOf('/') + 1);
    return name.equals(".") || name.equals("..") ? "" : name;
  }

  static String within(String directory, String name) {
    return directory.endsWith("/") ? directory + name : directory + "/" + name;
  }
}
