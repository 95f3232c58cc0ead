package io.gstacks.agent.runtime.docker;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The processes that belong to one command inside a workload, as the host numbers them: its
 * process, its descendants, and who is still in its session or process group after a parent died
 * between. Pure but for reading {@code /proc}.
 *
 * <p>Known limit: a process that left the session and whose parent has died (a daemon) belongs to
 * nobody, and lives until its workload stops.
 */
final class ProcessTree {
  private static final int ROUNDS = 10;

  /** A line of {@code /proc/N/stat}. */
  record Entry(long pid, long parent, long group, long session) {
    /** The command's name is in parentheses and may hold anything, a parenthesis too. */
    static Entry parse(String stat) {
      var pid = Long.parseLong(stat.substring(0, stat.indexOf(' ')));
      var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 5);
      return new Entry(
          pid, Long.parseLong(fields[1]), Long.parseLong(fields[2]), Long.parseLong(fields[3]));
    }
  }

  private ProcessTree() {}

  static Set<Long> of(long root, List<Entry> all) {
    if (root <= 1) {
      throw new IllegalArgumentException("a command's process is never " + root);
    }
    var members = new LinkedHashSet<Long>(); // the root first: its end is the command's
    members.add(root);
    for (var before = 0; before < members.size(); ) {
      before = members.size();
      for (var entry : all) {
        if (members.contains(entry.parent) || entry.group == root || entry.session == root) {
          members.add(entry.pid);
        }
      }
    }
    return members;
  }

  /** Kills all of it; looks again until nobody is left, for processes beget others meanwhile. */
  static void kill(long root) {
    for (int round = 0; round < ROUNDS; round++) {
      var living = living(root);
      if (living.isEmpty()) {
        return;
      }
      living.forEach(ProcessHandle::destroyForcibly);
    }
  }

  static List<ProcessHandle> living(long root) {
    var living = new ArrayList<ProcessHandle>();
    for (long pid : of(root, scan())) {
      ProcessHandle.of(pid).filter(ProcessHandle::isAlive).ifPresent(living::add);
    }
    return living;
  }

  private static List<Entry> scan() {
    var entries = new ArrayList<Entry>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (var process : processes) {
        read(process).ifPresent(entries::add);
      }
    } catch (IOException e) {
      return List.of();
    }
    return entries;
  }

  /** Empty for one that ended between the listing and the reading. */
  private static Optional<Entry> read(Path process) {
    try {
      return Optional.of(Entry.parse(Files.readString(process.resolve("stat"))));
    } catch (IOException | RuntimeException ended) {
      return Optional.empty();
    }
  }
}
