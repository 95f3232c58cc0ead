package io.gstacks.agent.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps a part of the host's disk for the agent: nothing new is made once the rest is used. */
public record DiskReserve(Path path, int percent) {
  /** Throws in the kernel's own words, so that everybody knows it for a full disk. */
  public void check() throws IOException {
    var store = Files.getFileStore(path);
    if (isReached(store.getUsableSpace(), store.getTotalSpace(), percent)) {
      throw new IOException(
          "no space left on device: the last %d %% of the disk are the agent's".formatted(percent));
    }
  }

  static boolean isReached(long usable, long total, int percent) {
    return usable < total / 100 * percent;
  }
}
