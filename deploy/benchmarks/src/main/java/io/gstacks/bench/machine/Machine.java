package io.gstacks.bench.machine;

import io.gstacks.bench.report.Samples;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What the machine is, as conditions of a report. */
public final class Machine {
  private static final int SYNCS = 200;
  private static final int PAGE = 8192;

  private Machine() {}

  /**
   * Hardware, system and commit.
   *
   * @param checkout whose commit is measured
   * @param directory where the data of the run goes: its file system and its disk matter
   */
  public static Map<String, Object> conditions(Path checkout, Path directory)
      throws IOException, InterruptedException {
    Map<String, Object> conditions = new LinkedHashMap<>();
    conditions.put("cores", Runtime.getRuntime().availableProcessors());
    conditions.put("memory_mib", memoryMib());
    conditions.put("cpu", cpuModel());
    conditions.put("kernel", System.getProperty("os.version"));
    conditions.put("jdk", System.getProperty("java.runtime.version"));
    conditions.put("commit", commit(checkout));
    conditions.put("file_system", Files.getFileStore(directory).type());
    conditions.put("fdatasync_p50_us", Math.round(syncs(directory).median() / 1e3));
    return conditions;
  }

  /** The load average of the last minute. */
  public static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  /** What the machine does before we do anything, in cores. */
  public static double busyCores() throws InterruptedException {
    var before = CpuTicks.now();
    long start = System.nanoTime();
    TimeUnit.SECONDS.sleep(2);
    double seconds = (System.nanoTime() - start) / 1e9;
    return (CpuTicks.now().busy() - before.busy()) / CpuTicks.PER_SECOND / seconds;
  }

  /** Times of writing a page and forcing it to the disk: few microseconds mean that nothing is. */
  private static Samples syncs(Path directory) throws IOException {
    var file = Files.createTempFile(directory, "sync", "");
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      var times = LongStream.builder();
      for (int i = 0; i < SYNCS; i++) {
        long start = System.nanoTime();
        channel.write(ByteBuffer.allocate(PAGE), (long) i % 16 * PAGE);
        channel.force(false);
        times.add(System.nanoTime() - start);
      }
      return Samples.of(times.build());
    } finally {
      Files.delete(file);
    }
  }

  private static long memoryMib() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/meminfo"))) {
      return lines
          .filter(line -> line.startsWith("MemTotal:"))
          .mapToLong(line -> Memory.bytes(line) >> 20)
          .sum();
    }
  }

  private static String cpuModel() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    }
  }

  private static String commit(Path checkout) throws InterruptedException {
    try {
      var git = List.of("git", "-C", checkout.toString());
      var commit = Shell.run(with(git, "rev-parse", "--short=12", "HEAD")).strip();
      return Shell.run(with(git, "status", "--porcelain")).isBlank() ? commit : commit + "+changes";
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static List<String> with(List<String> command, String... more) {
    return Stream.concat(command.stream(), Arrays.stream(more)).toList();
  }
}
