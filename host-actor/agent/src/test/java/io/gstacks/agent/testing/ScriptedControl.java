package io.gstacks.agent.testing;

import com.google.protobuf.ByteString;
import com.typesafe.config.ConfigFactory;
import io.grpc.Status;
import io.gstacks.agent.connection.Address;
import io.gstacks.agent.protocol.AgentService;
import io.gstacks.agent.protocol.AgentServiceHandlerFactory;
import io.gstacks.agent.protocol.ChannelFrame;
import io.gstacks.agent.protocol.EnrollRequest;
import io.gstacks.agent.protocol.EnrollResponse;
import io.gstacks.agent.protocol.FromAgent;
import io.gstacks.agent.protocol.RenewRequest;
import io.gstacks.agent.protocol.RenewResponse;
import io.gstacks.agent.protocol.ToAgent;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.grpc.GrpcServiceException;
import org.apache.pekko.http.javadsl.ConnectionContext;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.OverflowStrategy;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.javadsl.SourceQueueWithComplete;

/** A control plane over real TLS and gRPC, which does nothing but what a test tells it to. */
public final class ScriptedControl implements AgentService, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int BUFFER = 1_024;

  /** One stream of an agent. */
  public static final class Session {
    private final BlockingQueue<FromAgent> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final BoundedSourceQueue<ToAgent> out;

    Session(BoundedSourceQueue<ToAgent> out) {
      this.out = out;
    }

    public void say(ToAgent.Builder message) {
      out.offer(message.build());
    }

    /** The next message; fails when none comes. */
    public FromAgent hear() throws InterruptedException {
      return taken(received, "a message of the agent");
    }

    /** The next message of this kind; others before it are passed over. */
    public FromAgent hear(FromAgent.MessageCase kind) throws InterruptedException {
      for (var message = hear(); ; message = hear()) {
        if (message.getMessageCase() == kind) {
          return message;
        }
      }
    }

    public void end() {
      out.complete();
    }

    public void awaitEnd() {
      over.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).exceptionally(_ -> null).join();
    }
  }

  /** One channel that an agent opened. */
  public record ChannelSession(
      BlockingQueue<ChannelFrame> received,
      SourceQueueWithComplete<ChannelFrame> out,
      CompletableFuture<Void> over) {
    public ChannelFrame hear() throws InterruptedException {
      return taken(received, "a frame of the agent");
    }

    public void say(ChannelFrame.Builder frame) {
      out.offer(frame.build()).toCompletableFuture().join();
    }
  }

  public final TestAuthority authority;
  public final BlockingQueue<Session> sessions = new LinkedBlockingQueue<>();
  public final BlockingQueue<ChannelSession> channels = new LinkedBlockingQueue<>();
  public final BlockingQueue<EnrollRequest> enrolments = new LinkedBlockingQueue<>();
  public volatile String installationId = "ins_" + UUID.randomUUID();
  public volatile Optional<Status> refusal = Optional.empty();
  public volatile Instant certificatesFrom = Instant.now().minusSeconds(60);
  public volatile Duration certificateLife = Duration.ofDays(30);

  private final ActorSystem<?> system;
  private final ServerBinding binding;

  public ScriptedControl(TestAuthority authority, String sanUri) {
    this.authority = authority;
    var config =
        ConfigFactory.parseString(
                "pekko.http.server.enable-http2 = on, pekko.loglevel = OFF, pekko.stdout-loglevel = OFF")
            .withFallback(ConfigFactory.defaultReference());
    this.system = ActorSystem.create(Behaviors.empty(), "scripted-control", config);
    var tls = tls(authority, authority.server(sanUri));
    this.binding =
        Http.get(system)
            .newServerAt("127.0.0.1", 0)
            .enableHttps(
                ConnectionContext.httpsServer(() -> {
                  var engine = tls.createSSLEngine();
                  engine.setUseClientMode(false);
                  engine.setWantClientAuth(true);
                  return engine;
                }))
            .bind(AgentServiceHandlerFactory.create(this, system))
            .toCompletableFuture()
            .join();
  }

  public static ScriptedControl start() {
    return new ScriptedControl(new TestAuthority(), "spiffe://gstacks/control");
  }

  public Address address() {
    return new Address("127.0.0.1", binding.localAddress().getPort());
  }

  public Session session() throws InterruptedException {
    return taken(sessions, "a stream of the agent");
  }

  public ChannelSession channel() throws InterruptedException {
    return taken(channels, "a channel of the agent");
  }

  private static <T> T taken(BlockingQueue<T> queue, String what) throws InterruptedException {
    var next = queue.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    if (next == null) {
      throw new AssertionError("waited in vain for " + what);
    }
    return next;
  }

  @Override
  public CompletionStage<EnrollResponse> enroll(EnrollRequest request) {
    enrolments.add(request);
    if (refusal.isPresent()) {
      return CompletableFuture.failedStage(new GrpcServiceException(refusal.get()));
    }
    return CompletableFuture.completedStage(
        EnrollResponse.newBuilder()
            .setHostId("hst_1")
            .setClusterId("cls_1")
            .setTenantId("tnt_1")
            .setInstallationId(installationId)
            .addAllCertificateChain(chain(request.getCsr()))
            .addAllCaChain(authorities())
            .build());
  }

  @Override
  public CompletionStage<RenewResponse> renew(RenewRequest request) {
    return CompletableFuture.completedStage(
        RenewResponse.newBuilder()
            .addAllCertificateChain(chain(request.getCsr()))
            .addAllCaChain(authorities())
            .build());
  }

  private List<ByteString> chain(ByteString csr) {
    return encoded(authority.hostChain(csr.toByteArray(), certificatesFrom, certificateLife));
  }

  private List<ByteString> authorities() {
    return encoded(List.of(authority.control.certificate(), authority.root.certificate()));
  }

  private static List<ByteString> encoded(List<X509Certificate> certificates) {
    return certificates.stream().map(ScriptedControl::encoded).toList();
  }

  private static ByteString encoded(X509Certificate certificate) {
    try {
      return ByteString.copyFrom(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Source<ToAgent, NotUsed> connect(Source<FromAgent, NotUsed> in) {
    var out = Source.<ToAgent>queue(BUFFER).preMaterialize(system);
    var session = new Session(out.first());
    var _ =
        in.runWith(Sink.foreach(session.received::add), system)
            .whenComplete((_, _) -> session.over.complete(null));
    sessions.add(session);
    return out.second();
  }

  @Override
  public Source<ChannelFrame, NotUsed> channel(Source<ChannelFrame, NotUsed> in) {
    var out =
        Source.<ChannelFrame>queue(BUFFER, OverflowStrategy.backpressure()).preMaterialize(system);
    var session =
        new ChannelSession(new LinkedBlockingQueue<>(), out.first(), new CompletableFuture<>());
    var _ =
        in.runWith(Sink.foreach(session.received()::add), system)
            .whenComplete((_, _) -> session.over().complete(null));
    channels.add(session);
    return out.second();
  }

  private static SSLContext tls(TestAuthority authority, TestAuthority.Issued server) {
    try {
      var keys = KeyStore.getInstance("PKCS12");
      keys.load(null, null);
      var chain =
          new X509Certificate[] {
            server.certificate(), authority.control.certificate(), authority.root.certificate()
          };
      keys.setKeyEntry("server", server.key().getPrivate(), new char[0], chain);
      var managers = KeyManagerFactory.getInstance("SunX509");
      managers.init(keys, new char[0]);
      var tls = SSLContext.getInstance("TLSv1.3");
      tls.init(managers.getKeyManagers(), new TrustManager[] {new AnyHost()}, null);
      return tls;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes every certificate, those that ran out too: whom to believe is not the agent's affair. */
  private static final class AnyHost extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  @Override
  public void close() {
    var _ = binding.terminate(Duration.ofMillis(100)).toCompletableFuture().join();
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }
}
