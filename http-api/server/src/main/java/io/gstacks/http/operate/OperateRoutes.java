package io.gstacks.http.operate;

import io.gstacks.http.route.Answer;
import io.gstacks.http.route.Blocking;
import io.gstacks.http.route.Endpoint;
import io.gstacks.http.route.Exchange;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.util.ByteString;

/**
 * What needs no key.
 *
 * <pre>
 * GET /healthz            the process lives
 * GET /readyz             it can serve: database, cluster, shard regions
 * GET /metrics            Prometheus
 * GET /api/openapi.yaml   the API's description
 * </pre>
 */
public final class OperateRoutes {
  record Health(String status) {}

  record Readiness(String status, Map<String, String> checks) {}

  private static final int CHECK_SECONDS = 2;
  private static final ContentType METRICS =
      ContentTypes.parse("text/plain; version=0.0.4; charset=utf-8");
  private static final ContentType YAML = ContentTypes.parse("application/yaml");

  private final List<ReadyCheck> checks;
  private final PrometheusMeterRegistry meters;
  private final FigureGauges gauges;
  private final ByteString openapi = openapi();

  public OperateRoutes(
      List<ReadyCheck> checks, Figures figures, PrometheusMeterRegistry meters, Blocking blocking) {
    this.checks = List.copyOf(checks);
    this.meters = meters;
    this.gauges = new FigureGauges(figures, blocking, meters);
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.open("/healthz", OperateRoutes::health),
        Endpoint.open("/readyz", this::ready),
        Endpoint.open("/metrics", this::metrics),
        Endpoint.open("/api/openapi.yaml", this::describe));
  }

  private static CompletionStage<Answer> health(Exchange exchange) {
    return CompletableFuture.completedStage(Answer.ok(new Health("ok")));
  }

  private CompletionStage<Answer> ready(Exchange exchange) {
    var states = new TreeMap<String, CompletableFuture<String>>();
    checks.forEach(check -> states.put(check.name(), state(check)));
    return CompletableFuture.allOf(states.values().toArray(CompletableFuture[]::new))
        .thenApply(_ -> {
          var results = new TreeMap<String, String>();
          states.forEach((name, state) -> results.put(name, state.resultNow()));
          var ready = results.values().stream().allMatch(ReadyCheck.OK::equals);
          return Answer.json(
              ready ? StatusCodes.OK : StatusCodes.SERVICE_UNAVAILABLE,
              new Readiness(ready ? "ready" : "not_ready", results));
        });
  }

  private static CompletableFuture<String> state(ReadyCheck check) {
    try {
      return check
          .state()
          .get()
          .toCompletableFuture()
          .copy()
          .completeOnTimeout("no answer", CHECK_SECONDS, TimeUnit.SECONDS)
          .exceptionally(_ -> "failed");
    } catch (RuntimeException _) {
      return CompletableFuture.completedFuture("failed");
    }
  }

  private CompletionStage<Answer> metrics(Exchange exchange) {
    return gauges
        .refresh()
        .thenApply(
            _ -> new Answer.Whole(StatusCodes.OK, METRICS, ByteString.fromString(meters.scrape())));
  }

  private CompletionStage<Answer> describe(Exchange exchange) {
    return CompletableFuture.completedStage(new Answer.Whole(StatusCodes.OK, YAML, openapi));
  }

  private static ByteString openapi() {
    try (var file = OperateRoutes.class.getResourceAsStream("/openapi/openapi.yaml")) {
      if (file == null) {
        throw new IllegalStateException("openapi.yaml is not among the resources");
      }
      return ByteString.fromArray(file.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
