package io.gstacks.http;

import io.gstacks.http.auth.KeyCache;
import io.gstacks.http.auth.KeyLimits;
import io.gstacks.http.auth.KeyText;
import io.gstacks.http.auth.Principal;
import io.gstacks.http.auth.Session;
import io.gstacks.http.idempotency.Idempotency;
import io.gstacks.http.operate.RequestLog;
import io.gstacks.http.route.Answer;
import io.gstacks.http.route.ApiException;
import io.gstacks.http.route.Endpoint;
import io.gstacks.http.route.Exchange;
import io.gstacks.http.route.Failures;
import io.gstacks.http.route.HostNames;
import io.gstacks.http.route.Origin;
import io.gstacks.http.route.PathTemplate;
import io.gstacks.http.route.Query;
import io.gstacks.http.route.Router;
import io.gstacks.persistence.Ulid;
import io.gstacks.persistence.entity.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.Connection;
import org.apache.pekko.japi.function.Function;
import org.apache.pekko.stream.Materializer;

/**
 * All routes under the one place that lets requests in and turns what comes of them, thrown things
 * included, into answers. In order: {@code Host}, route, key, the key's limits, role, query, body,
 * {@code Idempotency-Key}, the route itself.
 */
public final class Api implements Function<HttpRequest, CompletionStage<HttpResponse>> {
  private static final long serialVersionUID = 1L;
  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  /** What every request passes, whichever its route. */
  public record Gate(
      ApiSettings settings,
      HostNames hosts,
      KeyCache keys,
      KeyLimits limits,
      Idempotency idempotency,
      RequestLog log,
      Supplier<Optional<Refusal>> journal) {}

  private final transient Gate gate;
  private final transient Router router;
  private final transient Materializer materializer;
  private final transient InFlight inFlight = new InFlight();

  private Api(Gate gate, Router router, Materializer materializer) {
    this.gate = gate;
    this.router = router;
    this.materializer = materializer;
  }

  public static Api of(Gate gate, List<Endpoint> endpoints, ActorSystem<?> system) {
    return new Api(gate, new Router(endpoints), Materializer.matFromSystem(system));
  }

  List<Endpoint> endpoints() {
    return router.endpoints();
  }

  /** A request at the gate. */
  private record Arrival(HttpRequest request, RequestBody body, RequestLog.Entry entry) {}

  @Override
  public CompletionStage<HttpResponse> apply(HttpRequest request) {
    var entry = gate.log().begin("req_" + Ulid.next(), request.method().name());
    var body = new RequestBody(request.entity(), gate.settings(), materializer);
    CompletionStage<Answer> answer;
    try {
      answer = route(new Arrival(request, body, entry));
    } catch (RuntimeException e) {
      answer = CompletableFuture.failedStage(e);
    }
    inFlight.enter();
    return answer
        .exceptionally(failure -> Answer.error(explain(failure, entry)))
        .thenCompose(given -> body.finish().thenApply(_ -> new Response(given, entry).http()))
        .thenApply(response -> inFlight.isDraining() ? closing(response) : response)
        .whenComplete((_, _) -> inFlight.leave());
  }

  /** Completes when every request that came has its answer. */
  CompletionStage<Void> drain() {
    return inFlight.drain();
  }

  private static HttpResponse closing(HttpResponse response) {
    return response.addHeader(Connection.create("close"));
  }

  private ApiException explain(Throwable failure, RequestLog.Entry entry) {
    return Failures.expected(failure)
        .map(answer -> Failures.clearer(answer, gate.journal().get()))
        .orElseGet(() -> {
          entry.bug(failure);
          return Failures.bug();
        });
  }

  private CompletionStage<Answer> route(Arrival arrival) {
    var request = arrival.request();
    if (!gate.hosts().allows(request.getUri().host().address())) {
      throw Refusals.unknownHost();
    }
    return switch (router.find(request.method(), PathTemplate.segments(request.getUri()))) {
      case Router.Nothing _ -> throw ApiException.notFound("path");
      case Router.OtherMethods(var allowed) -> throw Refusals.otherMethods(allowed);
      case Router.Found(var endpoint, var path) -> {
        arrival.entry().route(endpoint.path().text());
        yield endpoint.role().isEmpty()
            ? run(endpoint, arrival, path, Optional.empty())
            : authenticated(endpoint, arrival, path);
      }
    };
  }

  private CompletionStage<Answer> authenticated(
      Endpoint endpoint, Arrival arrival, Map<String, String> path) {
    var key = Credentials.of(arrival.request()).flatMap(KeyText::parse);
    if (key.isEmpty()) {
      throw Refusals.unauthenticated();
    }
    return gate.keys()
        .principal(key.get())
        .thenCompose(known -> {
          var principal = known.orElseThrow(Refusals::unauthenticated);
          admit(endpoint, principal, arrival.entry());
          var session = new Session(principal, () -> gate.keys().principal(key.get()));
          return run(endpoint, arrival, path, Optional.of(session));
        });
  }

  private void admit(Endpoint endpoint, Principal principal, RequestLog.Entry entry) {
    entry.principal(principal);
    if (!gate.limits().enter(principal.key())) {
      throw Refusals.tooManyRequests();
    }
    entry.atEnd(() -> gate.limits().left(principal.key()));
    if (endpoint.role().filter(least -> !principal.role().includes(least)).isPresent()) {
      throw Refusals.forbidden(endpoint, principal.role());
    }
  }

  private CompletionStage<Answer> run(
      Endpoint endpoint, Arrival arrival, Map<String, String> path, Optional<Session> session) {
    var request = arrival.request();
    var query = Query.of(request.getUri(), endpoint.parameters());
    return arrival
        .body()
        .read(endpoint.intake())
        .thenCompose(body -> {
          var exchange =
              new Exchange(
                  request,
                  path,
                  query,
                  body,
                  arrival.body(),
                  session,
                  arrival.entry().id(),
                  Origin.fresh());
          return handle(endpoint, exchange).thenApply(answer -> watched(answer, exchange));
        });
  }

  private CompletionStage<Answer> handle(Endpoint endpoint, Exchange exchange) {
    var key = exchange.header(IDEMPOTENCY_KEY);
    return key.isPresent() && endpoint.method().equals(HttpMethods.POST)
        ? gate.idempotency().once(key.get(), endpoint, exchange)
        : endpoint.handler().handle(exchange);
  }

  /** Streams end with their key, and a key has only so many. */
  private Answer watched(Answer answer, Exchange exchange) {
    if (answer instanceof Answer.Whole || exchange.session().isEmpty()) {
      return answer;
    }
    var session = exchange.requiredSession();
    var key = session.principal().key();
    if (!gate.limits().open(key)) {
      throw Refusals.tooManyStreams();
    }
    return answer.through(body ->
        session
            .whileValid(body)
            .watchTermination((unused, end) -> {
              var _ = end.whenComplete((_, _) -> gate.limits().closed(key));
              return unused;
            }));
  }
}
