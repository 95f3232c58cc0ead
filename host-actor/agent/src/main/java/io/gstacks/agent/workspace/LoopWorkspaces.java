package io.gstacks.agent.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Each workspace is a sparse ext4 image on a loop device: its limit is the size of its file system,
 * held by the kernel. The mount point below is closed to everyone, so that a container that
 * somebody starts while it is not mounted cannot write to the host's disk.
 */
public final class LoopWorkspaces implements Workspaces {
  private final WorkspaceDirectories directories;
  private final LoopImages images;
  private final DiskReserve reserve;
  private final WorkspaceSettings settings;

  private LoopWorkspaces(Path home, WorkspaceSettings settings) throws IOException {
    this.directories = new WorkspaceDirectories(home);
    this.images = new LoopImages(directories.root(), settings);
    this.reserve = new DiskReserve(directories.root(), settings.reservePercent());
    this.settings = settings;
  }

  /**
   * Fails where there is no loop device or we may not mount: found out by making one and using it.
   */
  public static LoopWorkspaces open(Path home, WorkspaceSettings settings) throws IOException {
    var workspaces = new LoopWorkspaces(home, settings);
    var trial = "trial-" + ProcessHandle.current().pid();
    try {
      workspaces.open(trial, LoopImages.LEAST_MIB);
    } finally {
      workspaces.purge(trial);
    }
    workspaces.images.prepareSoon();
    return workspaces;
  }

  @Override
  public Path open(String sandboxId, long diskMib) throws IOException {
    var directory = directories.of(sandboxId);
    var image = directory.resolve("image.ext4");
    var mount = directory.resolve("mount");
    var fresh = !Files.exists(image);
    if (fresh) {
      reserve.check();
      Files.createDirectories(directory);
      var asked = diskMib > 0 ? diskMib : settings.defaultMib();
      images.place(image, Math.max(asked, LoopImages.LEAST_MIB));
    }
    if (!Files.exists(mount)) {
      Files.createDirectory(
          mount,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("---------")));
    }
    if (!mounted(directory, mount)) {
      Command.run(
          "mount",
          "-t",
          "ext4",
          "-o",
          "loop,nosuid,nodev,noatime,discard",
          image.toString(),
          mount.toString());
      if (fresh) { // later it may be the sandbox's own
        Files.deleteIfExists(mount.resolve("lost+found"));
      }
    }
    return mount;
  }

  /** Of another device than the directory that holds it. */
  private static boolean mounted(Path directory, Path mount) throws IOException {
    return !Files.getAttribute(directory, "unix:dev").equals(Files.getAttribute(mount, "unix:dev"));
  }

  @Override
  public void close(String sandboxId) throws IOException {
    var directory = directories.of(sandboxId);
    var mount = directory.resolve("mount");
    try {
      if (mounted(directory, mount)) {
        Command.run("umount", mount.toString());
      }
    } catch (NoSuchFileException neverOpened) {
      return;
    }
  }

  @Override
  public void purge(String sandboxId) throws IOException {
    close(sandboxId);
    var directory = directories.of(sandboxId);
    Files.deleteIfExists(directory.resolve("mount"));
    Files.deleteIfExists(directory.resolve("image.ext4"));
    Files.deleteIfExists(directory.resolve("image.new"));
    Files.deleteIfExists(directory);
  }

  @Override
  public long heldBytes() throws IOException {
    return directories.heldBytes();
  }

  @Override
  public String trait() {
    return "disk-limit-enforced";
  }
}
