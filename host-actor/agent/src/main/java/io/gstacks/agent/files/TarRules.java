package io.gstacks.agent.files;

import io.gstacks.agent.files.FilesException.Code;
import java.util.ArrayList;
import java.util.List;

/**
 * What an entry of an uploaded tar may be. Names lead down from the directory that is unpacked
 * into, and nowhere else; a link may say what it likes, for it is made and never followed.
 */
final class TarRules {
  private static final int LONGEST = 4096;

  private TarRules() {}

  /** The parts of an entry's name; none for the directory itself ({@code ./}). */
  static List<String> parts(String name, int deepest) {
    if (name.isEmpty() || name.indexOf(0) >= 0 || name.length() > LONGEST) {
      throw refused(name, "is no name");
    }
    if (name.startsWith("/")) {
      throw refused(name, "is absolute");
    }
    var parts = new ArrayList<String>();
    for (var part : name.split("/", -1)) {
      if (part.equals("..")) {
        throw refused(name, "leads up");
      }
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    if (parts.size() > deepest) {
      throw new FilesException(Code.TOO_DEEP, "an entry lies deeper than " + deepest);
    }
    return List.copyOf(parts);
  }

  /** What a link points at is the sandbox's affair, as long as it can be written down. */
  static String target(String name, String target) {
    if (target.isEmpty() || target.indexOf(0) >= 0 || target.length() >= LONGEST) {
      throw refused(name, "is a link to nothing");
    }
    return target;
  }

  /** Files, directories and symbolic links come in; hard links, devices and FIFOs do not. */
  static void check(TarHeader entry) {
    if (entry.type() != TarHeader.FILE
        && entry.type() != TarHeader.DIRECTORY
        && entry.type() != TarHeader.LINK) {
      throw refused(entry.name(), "is neither a file, a directory nor a symbolic link");
    }
    if (entry.size() < 0 || (entry.type() == TarHeader.LINK && entry.size() > 0)) {
      throw refused(entry.name(), "has a size that cannot be");
    }
  }

  private static FilesException refused(String name, String why) {
    var shown = name.length() > 200 ? name.substring(0, 200) + "..." : name;
    return new FilesException(Code.INVALID_TAR, "the tar's entry \"" + shown + "\" " + why);
  }
}
