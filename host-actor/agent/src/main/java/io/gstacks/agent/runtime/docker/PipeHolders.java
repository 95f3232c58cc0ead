package io.gstacks.agent.runtime.docker;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whose a standby shell is, and who holds its pipes beside itself: a process that a command left
 * behind, which would write into the output of the next. Reads {@code /proc}, as root.
 */
final class PipeHolders {
  private static final Path PROC = Path.of("/proc");
  private static final Path CGROUPS = Path.of("/sys/fs/cgroup");

  private PipeHolders() {}

  /**
   * Whether a process is one of this container. An engine on another machine, or one that numbers
   * processes otherwise, names numbers that here belong to somebody else.
   */
  static boolean isOf(long process, String container) {
    try {
      return Files.readAllLines(PROC.resolve(process + "/cgroup")).stream()
          .anyMatch(line -> line.contains(container));
    } catch (IOException ended) {
      return false;
    }
  }

  /** Whether nobody in its container but it and its child has one of its pipes open. */
  static boolean alone(long shell) throws IOException {
    var pipes = pipes(shell);
    for (var line : Files.readAllLines(processes(shell))) {
      long other = Long.parseLong(line);
      if (other != shell
          && !isChild(other, shell)
          && pipes(other).stream().anyMatch(pipes::contains)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isChild(long process, long shell) {
    return ProcessHandle.of(process)
        .flatMap(ProcessHandle::parent)
        .map(parent -> parent.pid() == shell)
        .orElse(false);
  }

  /** Such as {@code pipe:[4711]}. Empty for a process that has ended. */
  private static Set<String> pipes(long process) {
    var pipes = new HashSet<String>();
    try (var descriptors = Files.newDirectoryStream(PROC.resolve(process + "/fd"))) {
      for (var descriptor : descriptors) {
        var target = Files.readSymbolicLink(descriptor).toString();
        if (target.startsWith("pipe:")) {
          pipes.add(target);
        }
      }
    } catch (IOException | DirectoryIteratorException ended) {
      return pipes;
    }
    return pipes;
  }

  /** The file that lists the processes of its container (cgroup v2, or the pids of v1). */
  private static Path processes(long shell) throws IOException {
    for (var place : places(Files.readAllLines(PROC.resolve(shell + "/cgroup")))) {
      var file = place.resolve("cgroup.procs");
      if (Files.exists(file)) {
        return file;
      }
    }
    throw new IOException("the control group of process " + shell + " is not seen here");
  }

  /** A line is {@code ID:CONTROLLERS:PATH}; that of v2 names no controllers. */
  static List<Path> places(List<String> lines) {
    var places = new ArrayList<Path>();
    for (var line : lines) {
      var parts = line.split(":", 3);
      if (parts.length == 3 && (parts[1].isEmpty() || parts[1].equals("pids"))) {
        places.add(CGROUPS.resolve(parts[1]).resolve("." + parts[2]).normalize());
      }
    }
    return places;
  }
}
