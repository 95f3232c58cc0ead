package io.gstacks.agent.connection;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.OpenSsl;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.gstacks.agent.identity.ClientKey;
import io.gstacks.agent.identity.HostIdentity;
import io.gstacks.agent.identity.ServerTrust;
import io.gstacks.agent.protocol.AgentServiceClient;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.grpc.GrpcClientSettings;

/**
 * Opens connections to the control plane. Each client is one connection; it dials when it is first
 * used, and whoever got it closes it. A client is never dialled anew after a failure, for gRPC's
 * own back-off rises to minutes: make another.
 */
public final class ControlDialer {
  private final ActorSystem<?> system;
  private final DialSettings settings;

  public ControlDialer(ActorSystem<?> system, DialSettings settings) {
    this.system = system;
    this.settings = settings;
  }

  /** Without a client certificate: all that {@code Enroll} may use. */
  public AgentServiceClient anonymous(Address address, ServerTrust trust) {
    return dial(address, tls(trust, SslContextBuilder.forClient()));
  }

  /** As this host. */
  public AgentServiceClient as(HostIdentity identity, Address address) {
    var trust = ServerTrust.byIssuer(identity.authorities().getFirst());
    var builder = SslContextBuilder.forClient().keyManager(new ClientKey(identity));
    return dial(address, tls(trust, builder));
  }

  private SslContext tls(ServerTrust trust, SslContextBuilder builder) {
    try {
      return GrpcSslContexts.configure(builder, provider())
          .protocols("TLSv1.3")
          .trustManager(trust)
          .build();
    } catch (SSLException impossible) {
      throw new IllegalStateException("every provider speaks TLS 1.3", impossible);
    }
  }

  /** BoringSSL, where its library loads, shakes hands for a fifth of the JDK's price. */
  private SslProvider provider() {
    return settings.nativeTls() && OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;
  }

  private AgentServiceClient dial(Address address, SslContext tls) {
    // The context is given here and not by withSslContext: that one parses the JDK's whole trust
    // store for every client, which a fleet of 2,000 hosts feels.
    var client =
        GrpcClientSettings.connectToServiceAt(address.host(), address.port(), system)
            .withConnectionAttempts(1)
            .withChannelBuilderOverrides(builder -> tuned(builder, tls));
    return AgentServiceClient.create(client, system);
  }

  private NettyChannelBuilder tuned(NettyChannelBuilder builder, SslContext tls) {
    return builder
        .sslContext(tls)
        .directExecutor() // what it calls only passes messages on; another thread would cost more
        .disableRetry() // whoever calls decides that, and knows better
        .flowControlWindow(settings.windowBytes())
        .maxInboundMessageSize(settings.maxMessageBytes())
        .keepAliveTime(settings.keepAlive().toMillis(), TimeUnit.MILLISECONDS)
        .keepAliveTimeout(settings.keepAliveTimeout().toMillis(), TimeUnit.MILLISECONDS);
  }
}
