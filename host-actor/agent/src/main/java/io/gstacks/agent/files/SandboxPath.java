package io.gstacks.agent.files;

import io.gstacks.agent.files.FilesException.Code;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A path of a sandbox, as it was asked for. It is split here and resolved by the kernel: what
 * {@code ..} and links come to, only the kernel can tell without a race.
 *
 * <p>Example: {@code notes/a.txt} is {@code /home/sandbox/notes/a.txt}; its parent is {@code
 * /home/sandbox/notes}, its name {@code a.txt}.
 */
record SandboxPath(List<String> components) {
  static final String HOME = "/home/sandbox";
  static final int LONGEST_BYTES = 4096;

  SandboxPath {
    components = List.copyOf(components);
  }

  static SandboxPath of(String text) {
    if (text.isEmpty() || text.indexOf(0) >= 0) {
      throw new FilesException(Code.INVALID, "a path is not empty and holds no U+0000");
    }
    var whole = text.startsWith("/") ? text : HOME + "/" + text;
    if (whole.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
      throw new FilesException(
          Code.PATH_TOO_LONG, "a path has at most " + LONGEST_BYTES + " bytes");
    }
    var components = new ArrayList<String>();
    for (var component : whole.split("/", -1)) {
      if (!component.isEmpty() && !component.equals(".")) {
        components.add(component);
      }
    }
    return new SandboxPath(components);
  }

  boolean isRoot() {
    return components.isEmpty();
  }

  /** Relative to the root, for a call that resolves from there. */
  String fromRoot() {
    return isRoot() ? "." : String.join("/", components);
  }

  /** The path of its first components. */
  SandboxPath first(int count) {
    return new SandboxPath(components.subList(0, count));
  }

  SandboxPath parent() {
    return first(components.size() - 1);
  }

  /** Whether its last component is a name in its parent, which {@code ..} and the root are not. */
  boolean isNamed() {
    return !isRoot() && !components.getLast().equals("..");
  }

  /** What can be made, moved or removed has a name in a directory. */
  SandboxPath named() {
    if (!isNamed()) {
      throw new FilesException(Code.INVALID, "the path does not end in a name");
    }
    return this;
  }

  String name() {
    return isRoot() ? "/" : components.getLast();
  }
}
