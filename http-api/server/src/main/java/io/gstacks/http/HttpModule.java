package io.gstacks.http;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.gstacks.http.auth.KeyCache;
import io.gstacks.http.auth.KeyLimits;
import io.gstacks.http.channel.AgentStreams;
import io.gstacks.http.cluster.ClusterRoutes;
import io.gstacks.http.cluster.TokenRoutes;
import io.gstacks.http.event.EventRoutes;
import io.gstacks.http.host.HostLogRoutes;
import io.gstacks.http.host.HostLookup;
import io.gstacks.http.host.HostRoutes;
import io.gstacks.http.idempotency.Idempotency;
import io.gstacks.http.image.ImageRoutes;
import io.gstacks.http.operate.OperateRoutes;
import io.gstacks.http.operate.RequestLog;
import io.gstacks.http.route.Blocking;
import io.gstacks.http.route.Endpoint;
import io.gstacks.http.route.HostNames;
import io.gstacks.http.sandbox.SandboxApi;
import io.gstacks.http.tenant.KeyRoutes;
import io.gstacks.http.tenant.TenantRoutes;
import io.gstacks.persistence.journal.JournalHealth;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import org.apache.pekko.stream.Materializer;
import scala.concurrent.duration.FiniteDuration;

/** The HTTP API, listening. */
public final class HttpModule {
  private static final Config HTTP_1 =
      ConfigFactory.parseString(
          "pekko.http.server { enable-http2 = off, preview.enable-http2 = off, "
              // A path of a file has 4096 bytes, each of which may be escaped.
              + "parsing.max-uri-length = 16k }");

  /** What an answer takes from its future to its socket. */
  private static final Duration ON_THE_WIRE = Duration.ofMillis(100);

  /** What event streams get to say at the end. */
  private static final Duration LAST_WORDS = Duration.ofMillis(500);

  private final ServerBinding binding;
  private final Api api;
  private final Blocking blocking;
  private final HttpSettings settings;

  private HttpModule(ServerBinding binding, Api api, Blocking blocking, HttpSettings settings) {
    this.binding = binding;
    this.api = api;
    this.blocking = blocking;
    this.settings = settings;
  }

  /** Completes when it listens; fails when the address cannot be bound. */
  public static CompletionStage<HttpModule> start(
      ActorSystem<?> system,
      HttpSettings settings,
      HttpPorts ports,
      PrometheusMeterRegistry meters) {
    var blocking = new Blocking(settings.reads());
    var api = api(system, settings, ports, meters, blocking);
    return Http.get(system)
        .newServerAt(settings.bind().host(), settings.bind().port())
        .withSettings(serverSettings(system, settings))
        .bind(api)
        .thenApply(binding -> new HttpModule(binding, api, blocking, settings));
  }

  /** Where it listens: the port that the system chose, where the setting says 0. */
  public InetSocketAddress address() {
    return binding.localAddress();
  }

  /**
   * Takes no more connections, lets requests in flight come to their end, and then closes what is
   * left: event streams, and who took longer than the stop timeout. (The server's own termination
   * loses an answer that is ready in the same moment, so it comes last.)
   */
  public CompletionStage<Done> stop() {
    var patience = settings.bind().stopTimeout().toMillis();
    return binding
        .unbind()
        .thenCompose(_ ->
            api.drain()
                .toCompletableFuture()
                .completeOnTimeout(null, patience, TimeUnit.MILLISECONDS))
        .thenComposeAsync(
            _ -> binding.terminate(LAST_WORDS),
            CompletableFuture.delayedExecutor(ON_THE_WIRE.toMillis(), TimeUnit.MILLISECONDS))
        .handle((_, _) -> {
          blocking.close();
          return Done.getInstance();
        });
  }

  static Api api(
      ActorSystem<?> system,
      HttpSettings settings,
      HttpPorts ports,
      PrometheusMeterRegistry meters,
      Blocking blocking) {
    var gate =
        new Api.Gate(
            settings.api(),
            HostNames.of(settings.bind().host(), settings.api().allowedHosts()),
            new KeyCache(ports.tenants(), settings.keyCache(), System::nanoTime),
            new KeyLimits(settings.limits(), System::nanoTime),
            new Idempotency(
                ports.requests(), ports.vault(), blocking, settings.idempotency(), system),
            new RequestLog(meters),
            JournalHealth.get(system)::trouble);
    return Api.of(gate, endpoints(system, settings, ports, meters, blocking), system);
  }

  private static List<Endpoint> endpoints(
      ActorSystem<?> system,
      HttpSettings settings,
      HttpPorts ports,
      PrometheusMeterRegistry meters,
      Blocking blocking) {
    var materializer = Materializer.matFromSystem(system);
    var lists = ports.lists();
    var hosts = new HostLookup(ports.hosts());
    var streams = new AgentStreams(ports.channels());
    var heartbeat = settings.heartbeat();
    return Stream.of(
            new OperateRoutes(ports.readyChecks(), ports.figures(), meters, blocking).endpoints(),
            new TenantRoutes(
                    ports.tenants(),
                    ports.clusters(),
                    lists.tenants(),
                    blocking,
                    settings.rootTenant())
                .endpoints(),
            new KeyRoutes(ports.tenants(), lists.keys(), blocking).endpoints(),
            new ClusterRoutes(ports.tenants(), ports.clusters(), lists.clusters(), blocking)
                .endpoints(),
            new TokenRoutes(ports.clusters(), lists.tokens(), ports.caFingerprint(), blocking)
                .endpoints(),
            new HostRoutes(hosts, lists.hosts(), blocking).endpoints(),
            new HostLogRoutes(hosts, streams, heartbeat, materializer).endpoints(),
            new SandboxApi(
                    ports.tenants(),
                    ports.clusters(),
                    hosts,
                    ports.sandboxes(),
                    streams,
                    lists.sandboxes(),
                    lists.activity(),
                    ports.vault(),
                    blocking,
                    settings.sandbox(),
                    settings.exec(),
                    settings.files(),
                    heartbeat,
                    materializer)
                .endpoints(),
            new EventRoutes(ports.events(), heartbeat).endpoints(),
            new ImageRoutes(lists.hosts(), blocking, settings.sandbox().image()).endpoints())
        .flatMap(List::stream)
        .toList();
  }

  /**
   * Our own deadlines stand in each route; the server's would answer in a form that is not ours.
   * The agents' listener needs HTTP/2, which is on for the process; here it would gain nothing and
   * cost every Java client an attempt to upgrade.
   */
  private static ServerSettings serverSettings(ActorSystem<?> system, HttpSettings own) {
    var settings = ServerSettings.create(HTTP_1.withFallback(system.settings().config()));
    var idle = own.bind().idleTimeout().toNanos();
    var longestBody = own.api().bodyLimit() * RequestBody.PATIENCE;
    return settings
        .withMaxConnections(own.bind().maxConnections())
        .withTimeouts(
            settings
                .getTimeouts()
                .withIdleTimeout(FiniteDuration.create(idle, TimeUnit.NANOSECONDS))
                .withRequestTimeout(scala.concurrent.duration.Duration.Inf()))
        .withParserSettings(settings.getParserSettings().withMaxContentLength(longestBody))
        .withParsingErrorHandler(UnreadableRequests.class.getName());
  }
}
