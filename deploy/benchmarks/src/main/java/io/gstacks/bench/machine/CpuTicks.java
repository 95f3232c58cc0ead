package io.gstacks.bench.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The first line of {@code /proc/stat}: the ticks of all cores since boot. */
record CpuTicks(long busy, long stolen) {
  /** USER_HZ, which Linux has fixed for programs. */
  static final double PER_SECOND = 100;

  static CpuTicks now() {
    try (var lines = Files.lines(Path.of("/proc/stat"))) {
      return parse(lines.findFirst().orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code cpu user nice system idle iowait irq softirq steal ...}; guest time is within user. */
  static CpuTicks parse(String line) {
    var fields = line.trim().split(" +", -1);
    long busy = 0;
    for (int field : new int[] {1, 2, 3, 6, 7}) {
      busy += Long.parseLong(fields[field]);
    }
    return new CpuTicks(busy, Long.parseLong(fields[8]));
  }
}
