package io.gstacks.host.fleet;

import static io.gstacks.host.fleet.Samples.CLUSTER;
import static io.gstacks.host.fleet.Samples.FACTS;
import static io.gstacks.host.fleet.Samples.HEALTHY;
import static io.gstacks.host.fleet.Samples.HOST;
import static io.gstacks.host.fleet.Samples.SANDBOX;
import static io.gstacks.host.fleet.Samples.SMALL;
import static io.gstacks.host.fleet.Samples.TENANT;
import static io.gstacks.host.fleet.Samples.TOKEN;
import static io.gstacks.host.fleet.Samples.claim;
import static io.gstacks.host.fleet.Samples.connected;
import static io.gstacks.host.fleet.Samples.introduction;
import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.host.fleet.HostEvent.Ref;
import io.gstacks.host.work.WorkOrder;
import io.gstacks.persistence.CborMessage;
import io.gstacks.persistence.entity.Caller;
import io.gstacks.persistence.entity.Meta;
import io.gstacks.persistence.entity.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostMessagesTest {
  private static final ActorTestKit ACTORS = ActorTestKit.create();
  private static final ActorRef<HostReply> REPLIES = ACTORS.createTestProbe(HostReply.class).ref();
  private static final ActorRef<SessionOrder> SESSION =
      ACTORS.createTestProbe(SessionOrder.class).ref();
  private static final Meta META = new Meta(Caller.host(TENANT, HOST.value()), "req_1", "cmd_1");
  private static final Telemetry TELEMETRY = new Telemetry(1, 2, 3, 4, 5, 0.5, 6, 7, 8, 9);
  private static final WorkOrder PROVISION =
      new WorkOrder.Provision(
          TENANT, "one", "image", "never", List.of("sh"), Map.of("A", "b"), SMALL);

  @AfterAll
  static void stop() {
    ACTORS.shutdownTestKit();
  }

  static Stream<CborMessage> samples() {
    return Stream.of(commands(), replies(), orders()).flatMap(list -> list);
  }

  private static Stream<CborMessage> commands() {
    return Stream.of(
        new HostCommand.Get(META, REPLIES),
        new HostCommand.SetTags(META, Set.of("gpu"), REPLIES),
        new HostCommand.Archive(META, true, REPLIES),
        new HostCommand.Enrol(META, TENANT, CLUSTER, TOKEN, "key", FACTS, REPLIES),
        new HostCommand.LoseToken(META, TOKEN, REPLIES),
        new HostCommand.Connect(META, introduction("boot-1"), SESSION, REPLIES),
        new HostCommand.Alive(
            META, 1, SESSION, new HostCommand.HostCondition(TELEMETRY, List.of(HEALTHY)), REPLIES),
        new HostCommand.Disconnect(META, 1, "gone", REPLIES),
        new HostCommand.Shown(META, 1, List.of(SANDBOX), true, REPLIES),
        new HostCommand.Disown(
            META,
            1,
            List.of(new Disowned(Disowned.Kind.IGNORED, "c", "n", "sbx", 1, "archived")),
            REPLIES),
        new HostCommand.ReserveBatch(META, List.of(claim(SANDBOX, 1, SMALL)), REPLIES),
        new HostCommand.Release(META, SANDBOX, 1, REPLIES),
        perform(PROVISION),
        perform(new WorkOrder.Start()),
        perform(new WorkOrder.Stop(Duration.ofSeconds(10))),
        perform(new WorkOrder.Remove(true)),
        new HostCommand.OpenChannel(META, channel(exec()), REPLIES),
        new HostCommand.LeasesAnswered(META, List.of(new Ref(SANDBOX, 1)), List.of(), REPLIES),
        new HostCommand.LossesAnswered(META, List.of(SANDBOX), REPLIES),
        new HostCommand.RoundOver(META, true, REPLIES),
        new HostCommand.Wake(META, REPLIES));
  }

  private static Stream<CborMessage> replies() {
    var host = connected();
    var announcement = HostViews.announcement(HOST, host, Set.of("image"), true, 1.0, 3);
    return Stream.of(
        new HostReply.Accepted(HostViews.view(HOST, host, true, Optional.of(TELEMETRY))),
        new HostReply.Accepted(HostViews.view(HOST, host, false, Optional.empty())),
        new HostReply.Refused(Refusal.conflict("host_not_empty", "no")),
        new HostReply.Noted(),
        new HostReply.Granted(3),
        new HostReply.Superseded("no_token", "revoked"),
        new HostReply.Reserved(List.of(new HostReply.Verdict(SANDBOX, 1, "full")), announcement),
        announcement);
  }

  private static Stream<CborMessage> orders() {
    return Stream.of(
        new SessionOrder.Perform(SANDBOX, 1, "cmd_1", Duration.ofSeconds(1), PROVISION),
        new SessionOrder.OpenChannel(channel(exec())),
        new SessionOrder.OpenChannel(channel(new ChannelOrder.Logs(true, 10, Optional.of(5L)))),
        new SessionOrder.OpenChannel(channel(new ChannelOrder.HostLogs(false, 1))),
        new SessionOrder.OpenChannel(
            channel(new ChannelOrder.Files(new FileOrder.Read("/a", -5, 9)))),
        new SessionOrder.OpenChannel(
            channel(new ChannelOrder.Files(new FileOrder.Write("/a", true, 0600, true)))),
        new SessionOrder.OpenChannel(channel(new ChannelOrder.Files(new FileOrder.Stat("/a")))),
        new SessionOrder.OpenChannel(
            channel(new ChannelOrder.Files(new FileOrder.ListDirectory("/a", 10, "b")))),
        new SessionOrder.OpenChannel(
            channel(new ChannelOrder.Files(new FileOrder.MakeDirectory("/a", true, 0700)))),
        new SessionOrder.OpenChannel(
            channel(new ChannelOrder.Files(new FileOrder.Move("/a", "/b", true)))),
        new SessionOrder.OpenChannel(
            channel(new ChannelOrder.Files(new FileOrder.Remove("/a", true)))),
        new SessionOrder.OpenChannel(channel(new ChannelOrder.Files(new FileOrder.Download("/a")))),
        new SessionOrder.OpenChannel(channel(new ChannelOrder.Files(new FileOrder.Upload("/a")))),
        new SessionOrder.OpenChannel(
            channel(new ChannelOrder.Files(new FileOrder.Watch("/a", true)))),
        new SessionOrder.Close("no_token", "revoked", true));
  }

  private static HostCommand.Perform perform(WorkOrder order) {
    return new HostCommand.Perform(
        META, SANDBOX, 1, 1, "cmd_1", Duration.ofSeconds(1), order, REPLIES);
  }

  private static ChannelOrder channel(ChannelOrder.Kind kind) {
    return new ChannelOrder("token", "", SANDBOX.value(), 1, kind);
  }

  private static ChannelOrder.Exec exec() {
    return new ChannelOrder.Exec(
        List.of("ls"), Map.of("A", "b"), "/", "root", true, false, 24, 80, Duration.ZERO);
  }

  @Test
  void everyMessageHasASample() {
    assertThat(samples().<Object>map(Object::getClass))
        .contains((Object[]) HostCommand.class.getPermittedSubclasses())
        .contains((Object[]) HostReply.class.getPermittedSubclasses())
        .contains((Object[]) SessionOrder.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void survivesTheWire(CborMessage message) {
    ACTORS.serializationTestKit().verifySerialization(message, true);
  }
}
