package io.gstacks.agent.workspace;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Each workspace is a sparse ext4 image on a loop device: its limit is the size of its file system,
 * held by the kernel.
 */
public final class LoopWorkspaces implements Workspaces {
  private final WorkspaceDirectories directories;
  private final ReadyDisks ready;
  private final DiskReserve reserve;
  private final WorkspaceSettings settings;

  private LoopWorkspaces(Path home, WorkspaceSettings settings) throws IOException {
    this.directories = new WorkspaceDirectories(home);
    this.ready = new ReadyDisks(directories.root(), settings);
    this.reserve = new DiskReserve(directories.root(), settings.reservePercent());
    this.settings = settings;
  }

  /**
   * Fails where there is no loop device or we may not mount: found out by making one and using it.
   */
  public static LoopWorkspaces open(Path home, WorkspaceSettings settings) throws IOException {
    var workspaces = new LoopWorkspaces(home, settings);
    var trial = workspaces.disk("trial-" + ProcessHandle.current().pid());
    try {
      trial.make(LoopDisk.LEAST_MIB, settings.owner());
    } finally {
      trial.delete();
    }
    workspaces.ready.prepare(Duration.ZERO);
    return workspaces;
  }

  @Override
  public Path open(String sandboxId, long diskMib) throws IOException {
    var disk = disk(sandboxId);
    if (disk.exists()) {
      disk.mount();
    } else {
      reserve.check();
      var asked = diskMib > 0 ? diskMib : settings.defaultMib();
      ready.take(disk, Math.max(asked, LoopDisk.LEAST_MIB));
    }
    return disk.files();
  }

  @Override
  public void close(String sandboxId) throws IOException {
    disk(sandboxId).unmount();
  }

  @Override
  public void purge(String sandboxId) throws IOException {
    disk(sandboxId).delete();
  }

  @Override
  public void release() throws IOException {
    ready.release();
  }

  @Override
  public long heldBytes() throws IOException {
    return directories.heldBytes();
  }

  @Override
  public String trait() {
    return "disk-limit-enforced";
  }

  private LoopDisk disk(String sandboxId) {
    return new LoopDisk(directories.of(sandboxId));
  }
}
