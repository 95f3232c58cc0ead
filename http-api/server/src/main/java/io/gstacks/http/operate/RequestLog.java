package io.gstacks.http.operate;

import io.gstacks.http.auth.Principal;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One log line and one measurement for each request. Neither holds a path, a query or a header: a
 * route's template says as much and can hold no secret.
 */
public final class RequestLog {
  private static final Logger LOG = LoggerFactory.getLogger("io.gstacks.http.access");

  private static final Duration[] BUCKETS =
      IntStream.of(2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 60_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private record Key(String method, String route, int status) {}

  private final MeterRegistry meters;
  private final ConcurrentHashMap<Key, Timer> timers = new ConcurrentHashMap<>();

  public RequestLog(MeterRegistry meters) {
    this.meters = meters;
  }

  public Entry begin(String id, String method) {
    return new Entry(id, method);
  }

  /** The story of one request. One thread at a time tells it: each stage hands it to the next. */
  public final class Entry {
    private final String id;
    private final String method;
    private final long begun = System.nanoTime();
    private volatile String route = "none";
    private volatile Optional<Principal> principal = Optional.empty();
    private volatile Runnable atEnd = () -> {};

    private Entry(String id, String method) {
      this.id = id;
      this.method = method;
    }

    public String id() {
      return id;
    }

    public void route(String template) {
      this.route = template;
    }

    public void principal(Principal known) {
      this.principal = Optional.of(known);
    }

    /** Runs once, when the request has its answer. */
    public void atEnd(Runnable action) {
      this.atEnd = action;
    }

    public void bug(Throwable failure) {
      LOG.atError()
          .addKeyValue("request", id)
          .addKeyValue("route", route)
          .setCause(failure)
          .log("a request failed unexpectedly");
    }

    public void end(int status) {
      long nanos = System.nanoTime() - begun;
      atEnd.run();
      timer(status).record(nanos, TimeUnit.NANOSECONDS);
      LOG.atLevel(level(status))
          .addKeyValue("request", id)
          .addKeyValue("method", method)
          .addKeyValue("route", route)
          .addKeyValue("status", status)
          .addKeyValue("ms", TimeUnit.NANOSECONDS.toMillis(nanos))
          .addKeyValue("tenant", principal.map(known -> known.tenant().value()).orElse(""))
          .addKeyValue("key", principal.map(known -> known.key().value()).orElse(""))
          .log("request");
    }

    private Timer timer(int status) {
      return timers.computeIfAbsent(
          new Key(method, route, status),
          key ->
              Timer.builder("http_request")
                  .description("time to the answer, streams to their beginning")
                  .tag("method", key.method())
                  .tag("route", key.route())
                  .tag("status", Integer.toString(key.status()))
                  .serviceLevelObjectives(BUCKETS)
                  .register(meters));
    }
  }

  /** What succeeds is asked about in numbers, what fails in lines. */
  private static Level level(int status) {
    return status >= 500 ? Level.WARN : status >= 400 ? Level.INFO : Level.DEBUG;
  }
}
