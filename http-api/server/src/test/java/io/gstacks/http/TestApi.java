package io.gstacks.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.gstacks.host.fleet.HostView;
import io.gstacks.http.event.EventFeed;
import io.gstacks.http.idempotency.RequestCommand;
import io.gstacks.http.idempotency.RequestEntity;
import io.gstacks.http.idempotency.RequestKey;
import io.gstacks.http.idempotency.Requests;
import io.gstacks.http.operate.Figures;
import io.gstacks.http.operate.ReadyCheck;
import io.gstacks.http.route.Blocking;
import io.gstacks.http.vault.Vault;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.Role;
import io.gstacks.persistence.feed.FeedEntry;
import io.gstacks.persistence.feed.FeedPosition;
import io.gstacks.persistence.sealed.Sealed;
import io.gstacks.scheduler.sandbox.ActivityList;
import io.gstacks.scheduler.sandbox.SandboxView;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import org.apache.pekko.stream.javadsl.Source;

/**
 * The API over {@link Rooms}, without a cluster and without a socket. Every answer is checked
 * against {@code openapi.yaml}.
 */
final class TestApi implements AutoCloseable {
  static final ActorTestKit ACTORS =
      ActorTestKit.create(EventSourcedBehaviorTestKit.config().withFallback(ConfigFactory.load()));
  private static final OpenApi OPEN_API = new OpenApi();
  private static final JsonMapper JSON = new JsonMapper();

  /** An answer whose body has come to its end. */
  record Answered(int status, String type, String text, Map<String, String> headers) {
    JsonNode json() {
      try {
        return JSON.readTree(text);
      } catch (JsonProcessingException e) {
        throw new AssertionError(text, e);
      }
    }

    String code() {
      return json().at("/error/code").asText();
    }
  }

  final Rooms rooms = new Rooms();
  final List<HostView> hostList = new ArrayList<>();
  final List<SandboxView> sandboxList = new ArrayList<>();
  final List<FeedEntry> journal = new ArrayList<>();
  final List<ReadyCheck> checks = new ArrayList<>();
  final Map<RequestKey, ActorRef<RequestCommand>> requests = new ConcurrentHashMap<>();
  final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  final Blocking blocking = new Blocking(new Blocking.Settings(2, 100));
  final String admin = rooms.key(Samples.TENANT, Role.ADMIN);

  private Config config = ConfigFactory.load();
  private Optional<Api> api = Optional.empty();

  /** Before the first request. */
  TestApi with(String setting) {
    config = ConfigFactory.parseString(setting).withFallback(config);
    return this;
  }

  HttpSettings settings() {
    return HttpSettings.from(config);
  }

  Api api() {
    if (api.isEmpty()) {
      api = Optional.of(HttpModule.api(ACTORS.system(), settings(), ports(), meters, blocking));
    }
    return api.get();
  }

  /** Sends it with the admin's key. */
  Answered send(HttpRequest request) {
    return send(request, admin);
  }

  Answered send(HttpRequest request, String key) {
    return sendRaw(request.addHeader(header("Authorization", "Bearer " + key)));
  }

  Answered sendRaw(HttpRequest request) {
    return await(start(request));
  }

  CompletionStage<Answered> start(HttpRequest request) {
    return api()
        .apply(request)
        .thenCompose(response ->
            response
                .entity()
                .toStrict(5_000, ACTORS.system())
                .thenApply(body ->
                    new Answered(
                        response.status().intValue(),
                        mediaType(body.getContentType()),
                        body.getData().utf8String(),
                        headers(response))))
        .thenApply(answered -> described(request, answered));
  }

  Answered post(String path, String body) {
    return send(postRequest(path, body));
  }

  Answered get(String path) {
    return send(HttpRequest.GET(path));
  }

  static HttpRequest postRequest(String path, String body) {
    return HttpRequest.POST(path)
        .withEntity(ContentTypes.APPLICATION_JSON, body.getBytes(StandardCharsets.UTF_8));
  }

  static HttpHeader header(String name, String value) {
    return RawHeader.create(name, value);
  }

  static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    blocking.close();
  }

  HttpPorts ports() {
    return new HttpPorts(
        rooms.tenants(),
        rooms.clusters(),
        rooms.hosts(),
        rooms.sandboxes(),
        (_, _, _, _, kind) -> rooms.open(kind),
        requests(Clock.systemUTC()),
        plainVault(),
        () -> "cd".repeat(32),
        feed(),
        new HttpPorts.Lists(
            (_, _) -> Rooms.page(List.copyOf(rooms.tenantRecords.values())),
            (_, _, _) -> Rooms.page(List.copyOf(rooms.keys.values())),
            (_, _, _, _) ->
                Rooms.page(
                    List.of(
                        Samples.cluster(
                            Samples.CLUSTER, io.gstacks.host.cluster.ClusterCommand.Kind.BYO))),
            (_, cluster, _, _) ->
                Rooms.page(
                    List.of(
                        Samples.token(
                            Samples.TOKEN, cluster.orElse(Samples.CLUSTER), "rack-7", 1))),
            (_, _, _, _) -> Rooms.page(hostList),
            (_, _, _, _) -> Rooms.page(sandboxList),
            (_, _, _) -> Rooms.page(List.of(activity()))),
        figures(),
        checks);
  }

  /** The real record of requests, on a journal in memory. */
  private Requests requests(Clock clock) {
    return (id, command) ->
        AskPattern.ask(
            requests.computeIfAbsent(id, key -> ACTORS.spawn(RequestEntity.create(key, clock))),
            command::apply,
            Duration.ofSeconds(5),
            ACTORS.scheduler());
  }

  private EventFeed feed() {
    return new EventFeed() {
      @Override
      public Source<FeedEntry, NotUsed> from(FeedPosition position) {
        return Source.from(
            journal.stream().filter(entry -> entry.position().compareTo(position) > 0).toList());
      }

      @Override
      public FeedPosition currentPosition() {
        return journal.isEmpty() ? FeedPosition.start() : journal.getLast().position();
      }
    };
  }

  private static ActivityList.Entry activity() {
    return new ActivityList.Entry(
        "1",
        Samples.NOON,
        "sandbox.requested",
        Samples.KEY.value(),
        "req_1",
        JSON.createObjectNode());
  }

  private static Figures figures() {
    return new Figures() {
      @Override
      public Map<String, Long> sandboxesByStatus() {
        return Map.of("running", 3L);
      }

      @Override
      public long connectedHosts() {
        return 2;
      }

      @Override
      public double feedLagSeconds() {
        return 0.1;
      }
    };
  }

  /** Turns bytes into text and no more, but tells tenants apart. */
  static Vault plainVault() {
    return new Vault() {
      @Override
      public Sealed seal(TenantId tenant, byte[] clear) {
        var box = new byte[clear.length + 1];
        System.arraycopy(clear, 0, box, 1, clear.length);
        return new Sealed(owner(tenant) + Base64.getEncoder().encodeToString(box));
      }

      @Override
      public byte[] open(TenantId tenant, Sealed sealed) {
        assertThat(sealed.ciphertext()).startsWith(owner(tenant));
        var box = Base64.getDecoder().decode(sealed.ciphertext().substring(owner(tenant).length()));
        return Arrays.copyOfRange(box, 1, box.length);
      }

      private static String owner(TenantId tenant) {
        return "1:" + tenant.value().substring(TenantId.PREFIX.length()) + ":";
      }
    };
  }

  private static String mediaType(ContentType type) {
    return type.equals(ContentTypes.NO_CONTENT_TYPE)
        ? ""
        : type.mediaType().mainType() + "/" + type.mediaType().subType();
  }

  private static Map<String, String> headers(HttpResponse response) {
    var headers = new java.util.TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    response.getHeaders().forEach(header -> headers.put(header.name(), header.value()));
    return headers;
  }

  /** What is below no path of ours is not described, and neither is what the gate refuses there. */
  private static Answered described(HttpRequest request, Answered answered) {
    if ((answered.status() == 404 && answered.text().contains("no such path"))
        || answered.status() == 405
        || answered.status() == 421) {
      return answered;
    }
    OPEN_API.check(
        request.method().name(),
        request.getUri().path(),
        answered.status(),
        answered.type(),
        answered.type().equals("application/json")
            ? Optional.of(answered.json())
            : Optional.empty());
    return answered;
  }
}
