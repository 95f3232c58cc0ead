package io.gstacks.http.operate;

import io.gstacks.http.route.Blocking;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link Figures} as gauges, read at most each {@value #SECONDS} s however often one asks. */
final class FigureGauges {
  private static final int SECONDS = 5;
  private static final Logger LOG = LoggerFactory.getLogger(FigureGauges.class);

  private record Seen(long connectedHosts, double feedLagSeconds) {}

  private final Figures figures;
  private final Blocking blocking;
  private final MultiGauge sandboxes;
  private final AtomicLong nextReadNanos = new AtomicLong(System.nanoTime());
  private volatile Seen seen = new Seen(0, 0);

  FigureGauges(Figures figures, Blocking blocking, MeterRegistry meters) {
    this.figures = figures;
    this.blocking = blocking;
    sandboxes =
        MultiGauge.builder("gstacks_sandboxes")
            .description("sandboxes by status, from the read table")
            .register(meters);
    Gauge.builder("gstacks_hosts_connected", () -> seen.connectedHosts()).register(meters);
    Gauge.builder("gstacks_feed_lag_seconds", () -> seen.feedLagSeconds())
        .description("how far the read tables are behind the journal")
        .register(meters);
  }

  /** Completes when the gauges are fresh enough; figures that cannot be read stay as they were. */
  CompletionStage<Void> refresh() {
    long now = System.nanoTime();
    long next = nextReadNanos.get();
    if (now - next < 0
        || !nextReadNanos.compareAndSet(next, now + Duration.ofSeconds(SECONDS).toNanos())) {
      return CompletableFuture.completedStage(null);
    }
    return blocking
        .call(() -> {
          show(figures.sandboxesByStatus());
          seen = new Seen(figures.connectedHosts(), figures.feedLagSeconds());
          return seen;
        })
        .handle((_, failure) -> {
          if (failure != null) {
            LOG.atWarn().setCause(failure).log("the figures of the installation are stale");
          }
          return null;
        });
  }

  private void show(Map<String, Long> byStatus) {
    sandboxes.register(
        byStatus.entrySet().stream()
            .map(entry -> MultiGauge.Row.of(Tags.of("status", entry.getKey()), entry.getValue()))
            .toList(),
        true);
  }
}
