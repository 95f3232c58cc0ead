package io.gstacks.host.assembly;

import com.google.protobuf.ByteString;
import io.gstacks.agent.protocol.AgentServiceClient;
import io.gstacks.agent.protocol.Capacity;
import io.gstacks.agent.protocol.EnrollRequest;
import io.gstacks.agent.protocol.EnrollResponse;
import io.gstacks.agent.protocol.Facts;
import io.gstacks.agent.protocol.FromAgent;
import io.gstacks.agent.protocol.Heartbeat;
import io.gstacks.agent.protocol.Hello;
import io.gstacks.agent.protocol.Inventory;
import io.gstacks.agent.protocol.RenewRequest;
import io.gstacks.agent.protocol.RenewResponse;
import io.gstacks.agent.protocol.Runtime;
import io.gstacks.agent.protocol.Telemetry;
import io.gstacks.agent.protocol.ToAgent;
import io.gstacks.agent.protocol.Workload;
import io.gstacks.agent.protocol.WorkloadState;
import io.gstacks.host.ClusterId;
import io.gstacks.host.Hashes;
import io.gstacks.host.HostId;
import io.gstacks.host.SandboxId;
import io.gstacks.host.authority.CertificateAuthority;
import io.gstacks.persistence.TenantId;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.grpc.GrpcClientSettings;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.javadsl.Source;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** An agent that does what the test says, over real TLS and gRPC. */
final class ScriptedAgent implements AutoCloseable {
  private final ActorSystem<?> system;
  private final int port;
  private final String fingerprint;
  final KeyPair key = freshKey();
  private Optional<List<X509Certificate>> chain = Optional.empty();
  private AgentServiceClient client;

  ScriptedAgent(ControlPlane plane) {
    this(plane.system(), plane.port, plane.fingerprint);
  }

  ScriptedAgent(ActorSystem<?> system, int port, String fingerprint) {
    this.system = system;
    this.port = port;
    this.fingerprint = fingerprint;
    this.client = client();
  }

  AgentServiceClient client() {
    return AgentServiceClient.create(
        GrpcClientSettings.connectToServiceAt("127.0.0.1", port, system.classicSystem())
            .withSslContext(tls())
            .withConnectionAttempts(1),
        system);
  }

  AgentServiceClient service() {
    return client;
  }

  EnrollRequest enrolRequest(String token) {
    return EnrollRequest.newBuilder()
        .setToken(token)
        .setCsr(ByteString.copyFrom(csr(key)))
        .setFacts(facts())
        .build();
  }

  EnrollResponse enrol(String token) {
    var response = ControlPlane.await(client.enroll(enrolRequest(token)));
    use(response.getCertificateChainList());
    return response;
  }

  RenewResponse renew() {
    var response =
        ControlPlane.await(
            client.renew(RenewRequest.newBuilder().setCsr(ByteString.copyFrom(csr(key))).build()));
    use(response.getCertificateChainList());
    return response;
  }

  /** From now on it shows this certificate. */
  void use(List<ByteString> ders) {
    chain = Optional.of(ders.stream().map(der -> certificate(der.toByteArray())).toList());
    var old = client;
    client = client();
    old.close();
  }

  X509Certificate leaf() {
    return chain.orElseThrow().getFirst();
  }

  static Facts facts() {
    return Facts.newBuilder()
        .setHostname("machine")
        .setAgentVersion("0.1.0")
        .setOs("linux")
        .setArchitecture("amd64")
        .setKernel("6.1")
        .build();
  }

  static Hello.Builder hello(String bootId) {
    return Hello.newBuilder()
        .setBootId(bootId)
        .setFacts(facts())
        .addRuntimes(Runtime.newBuilder().setName("simulated").setVersion("1").setHealthy(true))
        .addTraits("linux")
        .setCapacity(
            Capacity.newBuilder()
                .setCpuMillis(4000)
                .setMemoryMib(8192)
                .setDiskMib(100_000)
                .setConcurrentStarts(4));
  }

  /** A workload with labels that the control plane would have given. */
  static Workload workload(
      CertificateAuthority authority,
      TenantId tenant,
      ClusterId cluster,
      HostId host,
      SandboxId sandbox,
      long generation) {
    return Workload.newBuilder()
        .setSandboxId(sandbox.value())
        .setTenantId(tenant.value())
        .setClusterId(cluster.value())
        .setHostId(host.value())
        .setGeneration(generation)
        .setProof(authority.prove(tenant, cluster, sandbox, generation))
        .setContainer("c-" + sandbox.value())
        .setContainerName("gstacks-" + sandbox.value())
        .setState(WorkloadState.RUNNING)
        .build();
  }

  /** Opens the line and greets; with workloads as one page of inventory. */
  Line connect(String bootId, Workload... workloads) {
    var line = new Line();
    line.say(
        FromAgent.newBuilder()
            .setHello(hello(bootId).setInventoryPages(workloads.length == 0 ? 0 : 1)));
    if (workloads.length > 0) {
      line.say(
          FromAgent.newBuilder()
              .setInventory(Inventory.newBuilder().addAllWorkloads(Arrays.asList(workloads))));
    }
    return line;
  }

  /** Opens the line and says nothing. */
  Line silentLine() {
    return new Line();
  }

  static Heartbeat heartbeat(boolean healthy) {
    return Heartbeat.newBuilder()
        .setTelemetry(Telemetry.newBuilder().setUptimeSeconds(healthy ? 1 : 2))
        .addRuntimes(Runtime.newBuilder().setName("simulated").setVersion("1").setHealthy(healthy))
        .build();
  }

  /** One {@code Connect} stream. */
  final class Line {
    private final BoundedSourceQueue<FromAgent> out;
    private final BlockingQueue<ToAgent> in = new LinkedBlockingQueue<>();
    final CompletionStage<Done> over;

    Line() {
      var source = Source.<FromAgent>queue(1000).preMaterialize(system);
      out = source.first();
      over = client.connect(source.second()).runForeach(in::add, system);
    }

    void say(FromAgent.Builder message) {
      out.offer(message.build());
    }

    ToAgent next() {
      try {
        var message = in.poll(10, TimeUnit.SECONDS);
        if (message == null) {
          throw new AssertionError("the control plane says nothing");
        }
        return message;
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    long welcome() {
      var message = next();
      if (!message.hasWelcome()) {
        throw new AssertionError("not welcome: " + message);
      }
      return message.getWelcome().getEpoch();
    }

    void hangUp() {
      out.complete();
    }

    void breakOff() {
      out.fail(new IllegalStateException("the machine died"));
    }
  }

  static byte[] csr(KeyPair key) {
    try {
      return new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=agent"), key.getPublic())
          .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate()))
          .getEncoded();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  static KeyPair freshKey() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static X509Certificate certificate(byte[] der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw new AssertionError(e);
    }
  }

  private SSLContext tls() {
    try {
      var context = SSLContext.getInstance("TLSv1.3");
      context.init(keys(), new TrustManager[] {new PinnedTrust(fingerprint)}, new SecureRandom());
      return context;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private KeyManager[] keys() throws Exception {
    if (chain.isEmpty()) {
      return new KeyManager[0];
    }
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, new char[0]);
    store.setKeyEntry(
        "host", key.getPrivate(), new char[0], chain.get().toArray(X509Certificate[]::new));
    var factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(store, new char[0]);
    return factory.getKeyManagers();
  }

  @Override
  public void close() {
    client.close();
  }

  /** Trusts a chain that holds the pinned certificate, as an agent that enrols does. */
  private static final class PinnedTrust extends X509ExtendedTrustManager {
    private final String fingerprint;

    PinnedTrust(String fingerprint) {
      this.fingerprint = fingerprint;
    }

    private void check(X509Certificate[] presented) throws CertificateException {
      try {
        for (var certificate : presented) {
          if (Hashes.sha256(certificate.getEncoded()).equals(fingerprint)) {
            presented[0].verify(certificate.getPublicKey());
            return;
          }
        }
      } catch (GeneralSecurityException e) {
        throw new CertificateException(e);
      }
      throw new CertificateException("not the control plane of the token");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] presented, String type, SSLEngine engine)
        throws CertificateException {
      check(presented);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] presented, String type, Socket socket)
        throws CertificateException {
      check(presented);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] presented, String type)
        throws CertificateException {
      check(presented);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] presented, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] presented, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] presented, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
