package io.gstacks.bench.machine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What is alive in the heap of another Java process, by its {@code jcmd}. */
public final class LiveHeap {
  private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");

  private LiveHeap() {}

  /** Collects garbage there, then counts the bytes of what is left. */
  public static long bytes(long pid) throws IOException, InterruptedException {
    // The first collection queues references and finalizers, the histogram's own sees them gone.
    Shell.run(List.of(JCMD.toString(), Long.toString(pid), "GC.run"));
    return total(Shell.run(List.of(JCMD.toString(), Long.toString(pid), "GC.class_histogram")));
  }

  /** The last line: {@code Total instances bytes}. */
  static long total(String histogram) throws IOException {
    return histogram
        .lines()
        .filter(line -> line.startsWith("Total"))
        .map(line -> line.trim().split(" +", -1))
        .filter(fields -> fields.length == 3)
        .mapToLong(fields -> Long.parseLong(fields[2]))
        .findFirst()
        .orElseThrow(() -> new IOException("no total in the class histogram of jcmd"));
  }
}
