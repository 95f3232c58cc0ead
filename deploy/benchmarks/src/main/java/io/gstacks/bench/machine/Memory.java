package io.gstacks.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Memory of processes, in bytes. */
public final class Memory {
  private Memory() {}

  /** What is resident, pages shared with others included: what {@code ps} calls RSS. */
  public static long resident(long pid) throws IOException {
    return line(pid, "status", "VmRSS:");
  }

  /** What is resident of a process and all below it, shared pages counted once. */
  public static long proportionalOfTree(long root) throws IOException {
    var tree =
        Stream.concat(
            Stream.of(root),
            ProcessHandle.of(root).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid));
    long sum = 0;
    for (long pid : tree.toList()) {
      sum += line(pid, "smaps_rollup", "Pss:");
    }
    return sum;
  }

  private static long line(long pid, String file, String label) throws IOException {
    try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), file))) {
      return lines.filter(line -> line.startsWith(label)).mapToLong(Memory::bytes).sum();
    }
  }

  static long bytes(String line) {
    return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
  }
}
