package io.gstacks.host.gateway;

import com.typesafe.config.Config;
import io.gstacks.agent.protocol.AgentServiceHandlerFactory;
import io.gstacks.host.HostSettings;
import io.gstacks.host.authority.CertificateAuthority;
import io.gstacks.host.authority.HostTrust.Peer;
import io.gstacks.host.authority.Identity.Host;
import io.gstacks.host.authority.ListenerTls;
import io.gstacks.host.channel.ChannelDesk;
import io.gstacks.host.cluster.Clusters;
import io.gstacks.host.fleet.Hosts;
import io.gstacks.host.session.SessionStreams;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.ConnectionContext;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.TlsSessionInfo;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import org.apache.pekko.stream.javadsl.Flow;

/**
 * The listener for agents. It knows who calls by the certificate of the TLS session, asks {@link
 * AgentMethod} whether that may be, limits what each message may weigh, and hands over.
 */
public final class AgentGateway {
  private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::");

  private final ActorSystem<?> system;
  private final HostSettings.Grpc settings;
  private final ListenerTls tls;
  private final PeerService.Desks desks;

  public AgentGateway(
      ActorSystem<?> system,
      HostSettings settings,
      CertificateAuthority authority,
      Clusters clusters,
      Hosts hosts,
      SessionStreams sessions,
      ChannelDesk channels,
      Clock clock) {
    this.system = system;
    this.settings = settings.grpc();
    this.tls =
        new ListenerTls(
            authority,
            names(settings.grpc()),
            settings.grpc().leafLifetime(),
            settings.grpc().expiredGrace(),
            clock);
    this.desks =
        new PeerService.Desks(
            new Enrolment(clusters, hosts, authority, settings.grpc(), clock),
            sessions,
            channels,
            settings.channel().attachTimeout());
  }

  private static List<String> names(HostSettings.Grpc settings) {
    var names = new ArrayList<>(settings.names());
    names.add(settings.host());
    names.add("localhost");
    return names.stream().distinct().filter(name -> !WILDCARDS.contains(name)).toList();
  }

  public CompletionStage<ServerBinding> bind() {
    return Http.get(system)
        .newServerAt(settings.host(), settings.port())
        .enableHttps(ConnectionContext.httpsServer(tls::engine))
        .withSettings(serverSettings(system.settings().config()))
        .bind(this::handle);
  }

  static ServerSettings serverSettings(Config config) {
    return ServerSettings.create(
        config.getConfig("gstacks.grpc.server").atPath("pekko.http.server").withFallback(config));
  }

  private CompletionStage<HttpResponse> handle(HttpRequest request) throws Exception {
    var method = AgentMethod.of(request.getUri().path());
    if (method.isEmpty()) {
      request.discardEntityBytes(system);
      return CompletableFuture.completedFuture(HttpResponse.create().withStatus(404));
    }
    var peer = peer(request);
    var admitted = method.get().admits(peer) ? peer.map(Peer::identity) : Optional.<Host>empty();
    int limit = method.get().isUnary() ? settings.maxUnaryBytes() : settings.maxMessageBytes();
    return AgentServiceHandlerFactory.create(new PeerService(admitted, desks), system)
        .apply(request.transformEntityDataBytes(Flow.fromGraph(new FrameLimit(limit))));
  }

  private Optional<Peer> peer(HttpRequest request) {
    return request
        .getHeader(TlsSessionInfo.class)
        .flatMap(info -> leaf(info.getSession()))
        .flatMap(tls.trust()::identify);
  }

  private static Optional<X509Certificate> leaf(SSLSession session) {
    try {
      Certificate[] chain = session.getPeerCertificates();
      return chain.length > 0 && chain[0] instanceof X509Certificate leaf
          ? Optional.of(leaf)
          : Optional.empty();
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty();
    }
  }
}
