package io.gstacks.agent.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;

/** Where workspaces lie below the agent's state directory. All of it is root's alone. */
final class WorkspaceDirectories {
  private static final Pattern SANDBOX = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,127}");

  private final Path root;

  WorkspaceDirectories(Path home) throws IOException {
    this.root = home.resolve("workspaces").toAbsolutePath();
    Files.createDirectories(
        root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  Path root() {
    return root;
  }

  /** Without what is mounted below. */
  long heldBytes() throws IOException {
    var answer = Command.run("du", "-skx", root.toString());
    return Long.parseLong(answer.substring(0, answer.indexOf('\t'))) << 10;
  }

  /** The directory of one sandbox, which holds its image and its mount point. */
  Path of(String sandboxId) {
    if (!SANDBOX.matcher(sandboxId).matches()) {
      throw new IllegalArgumentException("not a sandbox id: " + sandboxId);
    }
    return root.resolve(sandboxId);
  }
}
