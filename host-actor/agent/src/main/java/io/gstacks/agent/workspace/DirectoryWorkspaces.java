package io.gstacks.agent.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalLong;

/**
 * Workspaces as plain directories, for hosts without loop devices. Nothing holds their limit but
 * {@link DiskWatch}, which stops a sandbox that is over it.
 */
public final class DirectoryWorkspaces implements Workspaces {
  private final WorkspaceDirectories directories;
  private final DiskReserve reserve;
  private final WorkspaceSettings settings;

  public DirectoryWorkspaces(Path home, WorkspaceSettings settings) throws IOException {
    this.directories = new WorkspaceDirectories(home);
    this.reserve = new DiskReserve(directories.root(), settings.reservePercent());
    this.settings = settings;
  }

  @Override
  public Path open(String sandboxId, long diskMib) throws IOException {
    var directory = directories.of(sandboxId);
    var files = directory.resolve("files");
    if (!Files.exists(files)) {
      reserve.check();
      Files.createDirectories(directory);
      var asked = diskMib > 0 ? diskMib : settings.defaultMib();
      Files.writeString(directory.resolve("limit"), Long.toString(asked));
      Files.createDirectory(
          files,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Files.setAttribute(files, "unix:uid", settings.owner());
      Files.setAttribute(files, "unix:gid", settings.owner());
    }
    return files;
  }

  @Override
  public void close(String sandboxId) {}

  @Override
  public void release() {}

  @Override
  public void purge(String sandboxId) throws IOException {
    // rm walks by descriptors: a symlink that the sandbox swaps in meanwhile leads it nowhere.
    Command.run("rm", "-rf", "--one-file-system", "--", directories.of(sandboxId).toString());
  }

  /** Whether the sandbox holds more than it may; empty where there is nothing to be over. */
  OptionalLong excessMib(String sandboxId) throws IOException {
    var directory = directories.of(sandboxId);
    if (!Files.exists(directory.resolve("limit"))) {
      return OptionalLong.empty();
    }
    var limit = Long.parseLong(Files.readString(directory.resolve("limit")).strip());
    // du walks by descriptors too, and follows no symlink.
    var used = Command.run("du", "-smx", directory.resolve("files").toString());
    var excess = Long.parseLong(used.substring(0, used.indexOf('\t'))) - limit;
    return excess > 0 ? OptionalLong.of(excess) : OptionalLong.empty();
  }

  @Override
  public long heldBytes() throws IOException {
    return directories.heldBytes();
  }

  @Override
  public String trait() {
    return "disk-limit-watched";
  }
}
