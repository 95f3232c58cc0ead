package io.gstacks.bench.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every process as {@code /proc} tells it at one moment.
 *
 * <p>A process's ticks include those of its children that ended and were waited for; so the ticks
 * of a tree never fall, whatever ends inside it. Known limit: what ends as a child of a process
 * outside of the tree is lost to it.
 */
record ProcessTable(Map<Long, Entry> processes) {
  private static final Path PROC = Path.of("/proc");

  record Entry(long parent, long ticks) {}

  ProcessTable {
    processes = Map.copyOf(processes);
  }

  static ProcessTable now() {
    Map<Long, Entry> found = new HashMap<>();
    try (Stream<Path> entries = Files.list(PROC)) {
      entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> Character.isDigit(name.charAt(0)))
          .map(Long::valueOf)
          .forEach(pid -> read(pid).ifPresent(entry -> found.put(pid, entry)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ProcessTable(found);
  }

  /** The ticks of each named root and everything below it that has no nearer named ancestor. */
  Map<String, Long> ticks(Map<Long, String> roots) {
    Map<String, Long> sums = new HashMap<>();
    processes.forEach((pid, entry) ->
        owner(pid, roots).ifPresent(name -> sums.merge(name, entry.ticks(), Long::sum)));
    return sums;
  }

  private Optional<String> owner(long pid, Map<Long, String> roots) {
    for (long at = pid; processes.containsKey(at); at = processes.get(at).parent()) {
      var name = roots.get(at);
      if (name != null) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  private static Optional<Entry> read(long pid) {
    try {
      return Optional.of(parse(Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"))));
    } catch (IOException e) {
      return Optional.empty(); // it ended meanwhile
    }
  }

  /** Fields are counted after the name, which is in brackets and may hold anything. */
  static Entry parse(String stat) {
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = 0;
    for (int field = 11; field <= 14; field++) { // utime stime cutime cstime
      ticks += Long.parseLong(fields[field]);
    }
    return new Entry(Long.parseLong(fields[1]), ticks);
  }
}
