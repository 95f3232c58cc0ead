package io.gstacks.agent.files;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * The bounds of work on files, so that no sandbox and no caller can make it endless.
 *
 * @param page the most entries that a list gives at once
 * @param resolveAgain how often a path is resolved again that was renamed under way
 * @param treeDepth directories within directories of a removal, a download or an upload
 * @param treeEntries entries of one of these
 */
public record FilesSettings(
    int page, int resolveAgain, int treeDepth, long treeEntries, Watching watching) {
  /**
   * What watching may take.
   *
   * @param concurrent at the same time on this host; each takes an inotify instance
   * @param directories of one
   * @param pace what happens within it is told together, and the same thing once
   * @param batch the most that is told at one pace; beyond it, that more happened
   */
  public record Watching(int concurrent, int directories, Duration pace, int batch) {
    public Watching {
      if (concurrent < 1 || directories < 1 || batch < 1) {
        throw new IllegalArgumentException("channel.files.watch.* are at least 1");
      }
      if (!pace.isPositive()) {
        throw new IllegalArgumentException("channel.files.watch.pace is positive");
      }
    }

    private static Watching from(Config config) {
      return new Watching(
          config.getInt("concurrent"),
          config.getInt("directories"),
          config.getDuration("pace"),
          config.getInt("batch"));
    }
  }

  /** A level of a tree takes two descriptors and a part of the stack. */
  private static final int DEEPEST = 1_000;

  public FilesSettings {
    if (page < 1 || resolveAgain < 1 || treeEntries < 1) {
      throw new IllegalArgumentException(
          "channel.files.page, resolve-again and tree-entries are at least 1");
    }
    if (treeDepth < 1 || treeDepth > DEEPEST) {
      throw new IllegalArgumentException("channel.files.tree-depth is between 1 and " + DEEPEST);
    }
  }

  public static FilesSettings from(Config config) {
    return new FilesSettings(
        config.getInt("page"),
        config.getInt("resolve-again"),
        config.getInt("tree-depth"),
        config.getLong("tree-entries"),
        Watching.from(config.getConfig("watch")));
  }
}
