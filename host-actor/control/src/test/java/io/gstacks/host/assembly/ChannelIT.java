package io.gstacks.host.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.gstacks.agent.protocol.ChannelFrame;
import io.gstacks.agent.protocol.ChannelRefused;
import io.gstacks.agent.protocol.Exit;
import io.gstacks.agent.protocol.FromAgent;
import io.gstacks.host.HostId;
import io.gstacks.host.fleet.ChannelOrder;
import io.gstacks.persistence.entity.Caller;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Byte streams between a requester and an agent. */
class ChannelIT {
  private static final ControlPlane PLANE =
      new ControlPlane("gstacks.host.channel { attach-timeout = 1s, max-open-per-host = 2 }");

  private final ScriptedAgent agent = new ScriptedAgent(PLANE);
  private final HostId host = new HostId(agent.enrol(PLANE.token().text()).getHostId());

  @AfterAll
  static void stop() {
    PLANE.close();
  }

  @Test
  void theAgentsFramesReachTheRequesterAndTheExitIsLast() {
    var line = agent.connect("boot");
    line.welcome();

    var opening = open();
    var token = line.next().getOpenChannel().getToken();
    var toAgent =
        agent
            .service()
            .channel(Source.from(List.of(attach(token), stdout("one"), stdout("two"), exit(3))))
            .runWith(Sink.seq(), PLANE.system());
    var heard =
        Source.from(List.of(stdin("hello")))
            .via(ControlPlane.await(opening))
            .runWith(Sink.seq(), PLANE.system());

    assertThat(ControlPlane.await(heard)).containsExactly(stdout("one"), stdout("two"), exit(3));
    ControlPlane.await(toAgent);
  }

  @Test
  void inputReachesTheAgent() {
    var line = agent.connect("boot");
    line.welcome();

    var opening = open();
    var token = line.next().getOpenChannel().getToken();
    var toAgent =
        agent
            .service()
            .channel(Source.single(attach(token)).concat(Source.maybe()))
            .runWith(Sink.head(), PLANE.system());
    Source.single(stdin("hello"))
        .concat(Source.maybe())
        .via(ControlPlane.await(opening))
        .runWith(Sink.ignore(), PLANE.system());

    assertThat(ControlPlane.await(toAgent)).isEqualTo(stdin("hello"));
  }

  @Test
  void aStreamThatBreaksEndsWithAnError() {
    var line = agent.connect("boot");
    line.welcome();

    var opening = open();
    var token = line.next().getOpenChannel().getToken();
    agent
        .service()
        .channel(Source.from(List.of(attach(token), stdout("half"))))
        .runWith(Sink.ignore(), PLANE.system());
    var heard =
        Source.<ChannelFrame>maybe()
            .via(ControlPlane.await(opening))
            .runWith(Sink.seq(), PLANE.system());

    var frames = ControlPlane.await(heard);
    assertThat(frames.getFirst()).isEqualTo(stdout("half"));
    assertThat(frames.getLast().getError().getCode()).isEqualTo("internal");
  }

  @Test
  void theAgentsRefusalIsTheRequesters() {
    var line = agent.connect("boot");
    long epoch = line.welcome();

    var opening = open();
    var token = line.next().getOpenChannel().getToken();
    line.say(
        FromAgent.newBuilder()
            .setEpoch(epoch)
            .setChannelRefused(ChannelRefused.newBuilder().setToken(token).setCode("not_running")));

    assertThatThrownBy(() -> ControlPlane.await(opening)).hasMessageContaining("not_running");
  }

  @Test
  void whoeverDoesNotAttachInTimeIsNotWaitedForAndPlacesAreGivenBack() {
    agent.connect("boot").welcome();

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> ControlPlane.await(open())).hasMessageContaining("no_answer");
    }
  }

  @Test
  void aHostThatIsAwayOpensNothing() {
    assertThatThrownBy(() -> ControlPlane.await(open())).hasMessageContaining("host_disconnected");
  }

  @Test
  void aTokenServesItsOwnHostOnlyAndOnce() {
    var line = agent.connect("boot");
    line.welcome();
    try (var thief = new ScriptedAgent(PLANE)) {
      thief.enrol(PLANE.token().text());

      var opening = open();
      var token = line.next().getOpenChannel().getToken();
      var stolen = thief.service().channel(Source.single(attach(token)).concat(Source.maybe()));

      assertThatThrownBy(() -> ControlPlane.await(stolen.runWith(Sink.seq(), PLANE.system())))
          .hasMessageContaining("PERMISSION_DENIED");
      agent
          .service()
          .channel(Source.single(attach(token)).concat(Source.maybe()))
          .runWith(Sink.ignore(), PLANE.system());
      assertThat(ControlPlane.await(opening)).isNotNull();
      var again = agent.service().channel(Source.single(attach(token)).concat(Source.maybe()));
      assertThatThrownBy(() -> ControlPlane.await(again.runWith(Sink.seq(), PLANE.system())))
          .hasMessageContaining("PERMISSION_DENIED");
    }
  }

  private CompletionStage<Flow<ChannelFrame, ChannelFrame, NotUsed>> open() {
    return PLANE
        .module
        .channels()
        .open(Caller.system(), host, "", 0, new ChannelOrder.HostLogs(false, 10));
  }

  private static ChannelFrame attach(String token) {
    return ChannelFrame.newBuilder().setAttach(token).build();
  }

  private static ChannelFrame stdin(String text) {
    return ChannelFrame.newBuilder().setStdin(ByteString.copyFromUtf8(text)).build();
  }

  private static ChannelFrame stdout(String text) {
    return ChannelFrame.newBuilder().setStdout(ByteString.copyFromUtf8(text)).build();
  }

  private static ChannelFrame exit(int code) {
    return ChannelFrame.newBuilder().setExit(Exit.newBuilder().setCode(code)).build();
  }
}
