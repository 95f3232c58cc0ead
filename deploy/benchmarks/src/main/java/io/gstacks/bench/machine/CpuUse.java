package io.gstacks.bench.machine;

import java.util.Map;

/**
 * CPU use in cores: 0.5 is half of one core.
 *
 * @param foreign what nobody named used
 * @param stolen what the hypervisor gave to others
 */
public record CpuUse(Map<String, Double> cores, double foreign, double stolen) {
  public CpuUse {
    cores = Map.copyOf(cores);
  }

  public double of(String name) {
    return cores.getOrDefault(name, 0.0);
  }
}
