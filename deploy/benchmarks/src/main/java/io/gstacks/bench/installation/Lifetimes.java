package io.gstacks.bench.installation;

import io.gstacks.bench.report.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** When sandboxes were requested and when they first ran, by the times in the journal. */
public final class Lifetimes {
  private final Map<String, Instant> requested = new HashMap<>();
  private final Map<String, Instant> started = new HashMap<>();

  void add(String sandbox, String event, Instant at) {
    switch (event) {
      case "sandbox.requested" -> requested.put(sandbox, at);
      case "sandbox.started" -> started.merge(sandbox, at, Lifetimes::earlier);
      default -> throw new IllegalArgumentException("nobody asked for " + event);
    }
  }

  /** Those of them that have not run. */
  public Set<String> notStarted(Collection<String> sandboxes) {
    var missing = new HashSet<>(sandboxes);
    missing.removeAll(started.keySet());
    return missing;
  }

  /** From request to running. */
  public Samples untilRunning(Collection<String> sandboxes) {
    return Samples.of(
        both(sandboxes)
            .mapToLong(id -> Duration.between(requested.get(id), started.get(id)).toNanos()));
  }

  /** When the last of them began to run. */
  public Optional<Instant> lastStarted(Collection<String> sandboxes) {
    return both(sandboxes).map(started::get).max(Instant::compareTo);
  }

  /** How many began to run in each second from then on. */
  public double[] startedEachSecond(Instant from, int seconds) {
    var counts = new double[seconds];
    for (var at : started.values()) {
      long second = Math.floorDiv(Duration.between(from, at).toMillis(), 1000L);
      if (second >= 0 && second < seconds) {
        counts[(int) second]++;
      }
    }
    return counts;
  }

  private Stream<String> both(Collection<String> sandboxes) {
    return sandboxes.stream().filter(requested::containsKey).filter(started::containsKey);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
