package io.gstacks.host.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gstacks.agent.protocol.EnrollResponse;
import io.gstacks.agent.protocol.FromAgent;
import io.gstacks.host.Hashes;
import io.gstacks.host.HostId;
import io.gstacks.host.TokenId;
import io.gstacks.host.cluster.TokenCommand;
import io.gstacks.host.cluster.TokenText;
import io.gstacks.host.fleet.HostCommand;
import io.gstacks.persistence.entity.Meta;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Bootstrap tokens and certificates, over real TLS. */
class EnrolmentIT {
  private static final ControlPlane PLANE = new ControlPlane("");

  @AfterAll
  static void stop() {
    PLANE.close();
  }

  @Test
  void aRepeatWithTheSameKeyIsTheSameHostAndOneUse() {
    try (var agent = new ScriptedAgent(PLANE)) {
      var token = PLANE.token(Duration.ofHours(1), 1);

      var first = enrol(agent, token.text());
      var repeat = enrol(agent, token.text());

      assertThat(repeat.getHostId()).isEqualTo(first.getHostId());
      assertThat(view(token).uses()).isEqualTo(1);
    }
  }

  @Test
  void theChainOfTheAnswerHoldsTheCertificateThatTheTokenPins() throws Exception {
    try (var agent = new ScriptedAgent(PLANE)) {
      var token = PLANE.token();

      var answer = agent.enrol(token.text());

      assertThat(Hashes.sha256(answer.getCaChain(0).toByteArray())).isEqualTo(PLANE.fingerprint);
      assertThat(token.text()).endsWith("_" + PLANE.fingerprint);
      assertThat(agent.leaf().getSubjectAlternativeNames().toString())
          .contains(
              "spiffe://gstacks/%s/%s/host/%s"
                  .formatted(ControlPlane.TENANT, ControlPlane.CLUSTER, answer.getHostId()));
    }
  }

  @Test
  void aTokenThatIsSpentForgedExpiredOrRevokedLetsNobodyIn() {
    var spent = PLANE.token(Duration.ofHours(1), 1);
    try (var first = new ScriptedAgent(PLANE)) {
      enrol(first, spent.text());
    }
    var revoked = PLANE.token();
    ControlPlane.await(
        PLANE
            .module
            .clusters()
            .askToken(revoked.id(), replyTo -> new TokenCommand.Revoke(Meta.system(), replyTo)));
    var expired = PLANE.token(Duration.ofMillis(1), 1);
    var forged = TokenText.fresh(PLANE.token().id(), PLANE.fingerprint);
    var unknown = TokenText.fresh(TokenId.fresh(), PLANE.fingerprint);

    refuses(spent.text(), "token_spent: ");
    refuses(revoked.text(), "token_revoked: ");
    refuses(expired.text(), "token_expired: ");
    refuses(forged.text(), "token_invalid: ");
    refuses(unknown.text(), "token_invalid: ");
    refuses("gst_nonsense", "token_invalid: ");
  }

  @Test
  void anAgentThatPinsAnotherAuthorityDoesNotShowItsToken() {
    try (var agent =
        new ScriptedAgent(PLANE.system(), PLANE.port, Hashes.sha256("another authority"))) {
      assertThatThrownBy(() -> enrol(agent, PLANE.token().text()))
          .hasMessageContaining("UNAVAILABLE");
    }
  }

  @Test
  void aCertificateIsRenewedAndConnectsAgain() {
    try (var agent = new ScriptedAgent(PLANE)) {
      agent.enrol(PLANE.token().text());
      var before = agent.leaf();

      agent.renew();

      assertThat(agent.leaf()).isNotEqualTo(before);
      assertThat(agent.connect("boot").welcome()).isEqualTo(1);
    }
  }

  @Test
  void anArchivedHostGetsNoCertificateAndNoLine() {
    try (var agent = new ScriptedAgent(PLANE)) {
      var host = new HostId(agent.enrol(PLANE.token().text()).getHostId());

      PLANE.ask(host, replyTo -> new HostCommand.Archive(Meta.system(), false, replyTo));

      assertThatThrownBy(agent::renew).hasMessageContaining("host_archived: ");
      var refused = agent.connect("boot").next().getRefused();
      assertThat(refused.getCode()).isEqualTo("host_archived");
      assertThat(refused.getFinal()).isTrue();
    }
  }

  @Test
  void aRequestThatIsTooBigIsRefusedBeforeItIsRead() {
    try (var agent = new ScriptedAgent(PLANE)) {
      assertThatThrownBy(() -> enrol(agent, "x".repeat(100_000)))
          .isInstanceOf(CompletionException.class)
          .hasMessageNotContaining("token_invalid");
    }
  }

  @Test
  void factsWithControlCharactersAreRefused() {
    try (var agent = new ScriptedAgent(PLANE)) {
      var request = agent.enrolRequest(PLANE.token().text()).toBuilder();
      request.getFactsBuilder().setHostname("a\u0000b");

      assertThatThrownBy(() -> ControlPlane.await(agent.service().enroll(request.build())))
          .hasMessageContaining("INVALID_ARGUMENT");
    }
  }

  @Test
  void whatDoesNotBeginWithHelloIsNotTheProtocol() {
    try (var agent = new ScriptedAgent(PLANE)) {
      agent.enrol(PLANE.token().text());
      var line = agent.silentLine();

      line.say(FromAgent.newBuilder().setHeartbeat(ScriptedAgent.heartbeat(true)));

      assertThat(line.next().getRefused().getCode()).isEqualTo("protocol");
    }
  }

  private static void refuses(String token, String why) {
    try (var agent = new ScriptedAgent(PLANE)) {
      assertThatThrownBy(() -> enrol(agent, token))
          .hasMessageContaining("UNAUTHENTICATED")
          .hasMessageContaining(why);
    }
  }

  private static EnrollResponse enrol(ScriptedAgent agent, String token) {
    return ControlPlane.await(agent.service().enroll(agent.enrolRequest(token)));
  }

  private static TokenCommand.TokenView view(TokenText token) {
    var reply =
        ControlPlane.await(
            PLANE
                .module
                .clusters()
                .askToken(token.id(), replyTo -> new TokenCommand.Get(Meta.system(), replyTo)));
    return ((TokenCommand.Accepted) reply).token();
  }
}
