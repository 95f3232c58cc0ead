package io.gstacks.bench.simulated;

import java.time.Duration;
import java.util.Map;

/**
 * How much is offered. The rate stands a little above the mark, for what is offered at exactly the
 * mark is completed just below it.
 */
record Scale(int hosts, double perSecond, Duration warmUp, Duration window) {
  static Scale of(Map<String, String> environment) {
    return new Scale(
        Integer.parseInt(environment.getOrDefault("GSTACKS_BENCH_HOSTS", "2000")),
        Double.parseDouble(environment.getOrDefault("GSTACKS_BENCH_RATE", "1025")),
        Duration.ofSeconds(
            Long.parseLong(environment.getOrDefault("GSTACKS_BENCH_WARM_UP_SECONDS", "20"))),
        Duration.ofSeconds(
            Long.parseLong(environment.getOrDefault("GSTACKS_BENCH_SECONDS", "60"))));
  }

  Scale at(double otherPerSecond, Duration otherWarmUp, Duration otherWindow) {
    return new Scale(hosts, otherPerSecond, otherWarmUp, otherWindow);
  }
}
