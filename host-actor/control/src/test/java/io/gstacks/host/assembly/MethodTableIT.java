package io.gstacks.host.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.gstacks.agent.protocol.Agent;
import io.gstacks.agent.protocol.ChannelFrame;
import io.gstacks.agent.protocol.FromAgent;
import io.gstacks.agent.protocol.RenewRequest;
import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.authority.CertificateAuthority;
import io.gstacks.host.authority.Identity;
import io.gstacks.host.authority.PlainVault;
import io.gstacks.persistence.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Every method of the service, called with every kind of certificate, over real TLS. */
class MethodTableIT {
  private static final ControlPlane PLANE = new ControlPlane("");
  private static final Identity.Host HOST =
      new Identity.Host(ControlPlane.TENANT, ControlPlane.CLUSTER, HostId.fresh());

  /** What each method says to a caller that it lets in: anything but "unauthenticated". */
  private static final Map<String, Function<ScriptedAgent, CompletionStage<?>>> CALLS =
      Map.of(
          "Enroll",
          agent -> agent.service().enroll(agent.enrolRequest("gst_nonsense")),
          "Renew",
          agent ->
              agent
                  .service()
                  .renew(
                      RenewRequest.newBuilder()
                          .setCsr(ByteString.copyFrom(ScriptedAgent.csr(agent.key)))
                          .build()),
          "Connect",
          agent ->
              agent
                  .service()
                  .connect(
                      Source.single(
                          FromAgent.newBuilder().setHello(ScriptedAgent.hello("boot")).build()))
                  .runWith(Sink.seq(), PLANE.system()),
          "Channel",
          agent ->
              agent
                  .service()
                  .channel(Source.single(ChannelFrame.newBuilder().setAttach("x").build()))
                  .runWith(Sink.seq(), PLANE.system()));

  @AfterAll
  static void stop() {
    PLANE.close();
  }

  @Test
  void thisTestKnowsEveryMethod() {
    assertThat(CALLS.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Agent.getDescriptor().findServiceByName("AgentService").getMethods().stream()
                .map(MethodDescriptor::getName)
                .toList());
  }

  @Test
  void withoutACertificateOneMayOnlyEnrol() {
    assertThat(admitted(List.of())).containsExactly("Enroll");
  }

  @Test
  void withACertificateInForceOneMayCallEverything() {
    assertThat(admitted(certificate(PLANE.authority(), Instant.now())))
        .containsExactlyInAnyOrder("Enroll", "Renew", "Connect", "Channel");
  }

  @Test
  void withAnExpiredCertificateOneMayRenewAndNothingElse() {
    var expired = certificate(PLANE.authority(), Instant.now().minus(Duration.ofDays(60)));

    assertThat(admitted(expired)).containsExactlyInAnyOrder("Enroll", "Renew");
  }

  @Test
  void withOneOfAnotherInstallationOneGetsNoConnection() {
    var vault = new PlainVault();
    var other =
        CertificateAuthority.open(CertificateAuthority.generate(vault, Instant.now()), vault);

    assertThatThrownBy(() -> admitted(certificate(other, Instant.now())))
        .hasMessageContaining("UNAVAILABLE");
  }

  @Test
  void withOneThatIsLongExpiredOneGetsNoConnection() {
    var old = certificate(PLANE.authority(), Instant.now().minus(Duration.ofDays(30 + 181)));

    assertThatThrownBy(() -> admitted(old)).hasMessageContaining("UNAVAILABLE");
  }

  @Test
  void aHostThatNobodyEnrolledIsUnknownHoweverGoodItsCertificate() {
    var forged = new Identity.Host(TenantId.fresh(), ClusterId.fresh(), HostId.fresh());
    try (var agent = new ScriptedAgent(PLANE)) {
      agent.use(
          PLANE
              .authority()
              .certify(forged, agent.key.getPublic(), Instant.now(), Duration.ofDays(30))
              .stream()
              .map(ByteString::copyFrom)
              .toList());

      assertThat(agent.connect("boot").next().getRefused().getCode()).isEqualTo("no_token");
    }
  }

  private static Function<ScriptedAgent, List<ByteString>> certificate(
      CertificateAuthority authority, Instant issued) {
    return agent ->
        authority.certify(HOST, agent.key.getPublic(), issued, Duration.ofDays(30)).stream()
            .map(ByteString::copyFrom)
            .toList();
  }

  private static List<String> admitted(List<ByteString> none) {
    return admitted(_ -> none);
  }

  private static List<String> admitted(Function<ScriptedAgent, List<ByteString>> certificate) {
    try (var agent = new ScriptedAgent(PLANE)) {
      var chain = certificate.apply(agent);
      if (!chain.isEmpty()) {
        agent.use(chain);
      }
      return CALLS.entrySet().stream()
          .filter(call -> admits(call.getValue(), agent))
          .map(Map.Entry::getKey)
          .toList();
    }
  }

  private static boolean admits(
      Function<ScriptedAgent, CompletionStage<?>> call, ScriptedAgent agent) {
    try {
      ControlPlane.await(call.apply(agent));
      return true;
    } catch (RuntimeException e) {
      if (String.valueOf(e.getMessage()).contains("UNAVAILABLE")) {
        throw e;
      }
      return !String.valueOf(e.getMessage()).contains("unauthenticated: ");
    }
  }
}
