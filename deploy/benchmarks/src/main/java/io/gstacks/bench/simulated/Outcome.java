package io.gstacks.bench.simulated;

import io.gstacks.bench.installation.Lifetimes;
import io.gstacks.bench.load.Ledger;
import io.gstacks.bench.machine.CpuUse;
import java.time.Duration;
import java.util.List;

/**
 * What became of one offered load. Requests {@code first} to {@code end} are those of the window.
 */
record Outcome(
    Scale scale,
    int first,
    int end,
    Ledger ledger,
    Lifetimes lifetimes,
    CpuUse cpu,
    Storm.Traffic traffic,
    int connections) {
  /** The ids that were answered 201 in the window. */
  List<String> accepted() {
    return ledger.created(first, end);
  }

  int offered() {
    return end - first;
  }

  int errors() {
    return offered() - accepted().size();
  }

  int notRunning() {
    return lifetimes.notStarted(accepted()).size();
  }

  /**
   * Sandboxes of the window that ran, by the time from when the first was due to when the last ran:
   * a backlog or a stall at the end makes it less, and it never exceeds what was offered.
   */
  double completedPerSecond() {
    var accepted = accepted();
    var begin = ledger.due(first);
    return lifetimes
        .lastStarted(accepted)
        .map(last -> Duration.between(begin, last).toNanos())
        .map(nanos -> Math.max(nanos, scale.window().toNanos()))
        .map(nanos -> (accepted.size() - notRunning()) * 1e9 / nanos)
        .orElse(0.0);
  }

  /** All of it was done, and nearly as fast as it came. */
  boolean isSustained() {
    return errors() == 0 && notRunning() == 0 && completedPerSecond() >= 0.97 * scale.perSecond();
  }
}
