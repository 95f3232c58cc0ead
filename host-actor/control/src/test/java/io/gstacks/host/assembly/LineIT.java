package io.gstacks.host.assembly;

import static io.gstacks.host.assembly.ControlPlane.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.agent.protocol.FromAgent;
import io.gstacks.agent.protocol.ToAgent;
import io.gstacks.host.HostId;
import io.gstacks.host.Resources;
import io.gstacks.host.SandboxId;
import io.gstacks.host.cluster.TokenCommand;
import io.gstacks.host.fleet.HostCommand;
import io.gstacks.host.fleet.HostReply;
import io.gstacks.persistence.entity.Meta;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How lines stand, fall and are taken over. */
class LineIT {
  private static final ControlPlane PLANE =
      new ControlPlane("gstacks.host.session { alive = 200ms, agent-silence = 4s }");

  private final ScriptedAgent agent = new ScriptedAgent(PLANE);

  @AfterEach
  void leave() {
    agent.close();
  }

  @AfterAll
  static void stop() {
    PLANE.close();
  }

  @Test
  void aSecondBootWhileTheFirstLivesIsACloneAndAfterwardsIsNot() {
    var host = enrolled();
    var first = agent.connect("boot-1");
    first.welcome();

    var clone = agent.connect("boot-2").next().getRefused();
    first.breakOff();
    PLANE.eventually(() -> PLANE.host(host).status().equals("disconnected"));

    assertThat(clone.getCode()).isEqualTo("host_cloned");
    assertThat(clone.getFinal()).isFalse();
    assertThat(agent.connect("boot-2").welcome()).isEqualTo(2);
  }

  @Test
  void aNewLineOfTheSameAgentTakesOverFromTheOld() {
    var host = enrolled();
    var first = agent.connect("boot-1");
    first.welcome();

    var second = agent.connect("boot-1");

    assertThat(second.welcome()).isEqualTo(2);
    ControlPlane.await(first.over);
    assertThat(PLANE.host(host).status()).isEqualTo("connected");
    assertThat(PLANE.host(host).epoch()).isEqualTo(2);
  }

  @Test
  void wordsOfAnotherEpochDoNotCount() {
    var host = enrolled();
    var line = agent.connect("boot-1");
    long epoch = line.welcome();

    line.say(
        FromAgent.newBuilder().setEpoch(epoch + 1).setHeartbeat(ScriptedAgent.heartbeat(false)));
    line.say(FromAgent.newBuilder().setEpoch(epoch).setHeartbeat(ScriptedAgent.heartbeat(true)));

    PLANE.eventually(
        () -> PLANE.host(host).telemetry().filter(t -> t.uptimeSeconds() == 1).isPresent());
    assertThat(PLANE.host(host).eligible()).isTrue();
  }

  @Test
  void anEngineThatFailsTakesTheHostOutOfPlacementUntilItIsBack() {
    var host = enrolled();
    var line = agent.connect("boot-1");
    long epoch = line.welcome();

    line.say(FromAgent.newBuilder().setEpoch(epoch).setHeartbeat(ScriptedAgent.heartbeat(false)));
    PLANE.eventually(() -> PLANE.host(host).eligibilityReason().equals("runtime_unhealthy"));
    var verdicts = reserve(host);
    line.say(FromAgent.newBuilder().setEpoch(epoch).setHeartbeat(ScriptedAgent.heartbeat(true)));

    assertThat(verdicts)
        .extracting(HostReply.Verdict::refusal)
        .containsExactly("runtime_unhealthy");
    PLANE.eventually(() -> PLANE.host(host).eligible());
  }

  @Test
  void anAgentThatFallsSilentLosesItsLine() {
    var host = enrolled();
    var line = agent.connect("boot-1");
    line.welcome();

    assertThat(line.next().getRefused().getCode()).isEqualTo("unavailable");

    PLANE.eventually(() -> PLANE.host(host).status().equals("disconnected"));
    assertThat(reserve(host))
        .extracting(HostReply.Verdict::refusal)
        .containsExactly("disconnected");
  }

  @Test
  void aRevokedTokenCutsItsHostsWithinTwoSecondsForGood() {
    var token = PLANE.token();
    var host = new HostId(agent.enrol(token.text()).getHostId());
    var line = agent.connect("boot-1");
    line.welcome();

    long began = System.nanoTime();
    ControlPlane.await(
        PLANE
            .module
            .clusters()
            .askToken(token.id(), replyTo -> new TokenCommand.Revoke(Meta.system(), replyTo)));
    ToAgent last = line.next();
    ControlPlane.await(line.over);
    var took = Duration.ofNanos(System.nanoTime() - began);

    assertThat(last.getRefused().getCode()).isEqualTo("no_token");
    assertThat(last.getRefused().getFinal()).isTrue();
    assertThat(took).isLessThan(Duration.ofSeconds(2));
    assertThat(PLANE.host(host).status()).isEqualTo("no_token");
    assertThat(agent.connect("boot-1").next().getRefused().getCode()).isEqualTo("no_token");
    assertThat(reserve(host)).extracting(HostReply.Verdict::refusal).containsExactly("no_token");
  }

  @Test
  void aHostAnnouncesItselfWhileItIsConnected() {
    var host = enrolled();
    agent.connect("boot-1").welcome();

    PLANE.eventually(() ->
        PLANE.announced.stream().anyMatch(said -> said.host().equals(host) && said.placeable()));
  }

  private HostId enrolled() {
    return new HostId(agent.enrol(PLANE.token().text()).getHostId());
  }

  private static List<HostReply.Verdict> reserve(HostId host) {
    var claim = new HostCommand.Claim(SandboxId.fresh(), TENANT, 1, new Resources(500, 256, 1024));
    return switch (PLANE.ask(
        host, replyTo -> new HostCommand.ReserveBatch(Meta.system(), List.of(claim), replyTo))) {
      case HostReply.Reserved(var verdicts, _) -> verdicts;
      case HostReply other -> throw new AssertionError(other);
    };
  }
}
