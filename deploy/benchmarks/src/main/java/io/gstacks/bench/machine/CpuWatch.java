package io.gstacks.bench.machine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/** Who used the CPU between two moments: named process trees, everyone else, the hypervisor. */
public final class CpuWatch {
  private final Map<Long, String> roots;
  private final long startedNanos = System.nanoTime();
  private final CpuTicks machineBefore = CpuTicks.now();
  private final Map<String, Long> before;

  private CpuWatch(Map<Long, String> roots) {
    this.roots = Map.copyOf(roots);
    this.before = ProcessTable.now().ticks(this.roots);
  }

  /** Begins to watch the trees below these process ids, under these names. */
  public static CpuWatch start(Map<Long, String> roots) {
    return new CpuWatch(roots);
  }

  public CpuUse stop() {
    double seconds = (System.nanoTime() - startedNanos) / 1e9;
    var machine = CpuTicks.now();
    var after = ProcessTable.now().ticks(roots);
    Map<String, Double> cores = new LinkedHashMap<>();
    double named = 0;
    for (var name : new TreeSet<>(roots.values())) {
      long ticks = after.getOrDefault(name, 0L) - before.getOrDefault(name, 0L);
      double used = Math.max(0, ticks / CpuTicks.PER_SECOND / seconds);
      named += used;
      cores.put(name, used);
    }
    double busy = (machine.busy() - machineBefore.busy()) / CpuTicks.PER_SECOND / seconds;
    double stolen = (machine.stolen() - machineBefore.stolen()) / CpuTicks.PER_SECOND / seconds;
    return new CpuUse(cores, Math.max(0, busy - named), stolen);
  }
}
