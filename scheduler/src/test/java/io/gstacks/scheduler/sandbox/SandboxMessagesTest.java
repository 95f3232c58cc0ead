package io.gstacks.scheduler.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.host.work.SandboxPort.Claim;
import io.gstacks.host.work.Workload.State;
import io.gstacks.persistence.CborMessage;
import io.gstacks.persistence.entity.Caller;
import io.gstacks.persistence.entity.Meta;
import io.gstacks.persistence.entity.Refusal;
import java.time.Duration;
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

/** Every message crosses the wire. A new one without a sample here fails the first test. */
class SandboxMessagesTest {
  private static final ActorTestKit ACTORS = ActorTestKit.create();

  @AfterAll
  static void stop() {
    ACTORS.shutdownTestKit();
  }

  static Stream<CborMessage> samples() {
    var replyTo = ACTORS.<SandboxCommand.Reply>createTestProbe().ref();
    return Stream.of(ofOwners(replyTo), ofOthers(replyTo), ofHosts(replyTo), rest())
        .flatMap(messages -> messages);
  }

  private static Stream<CborMessage> ofOwners(ActorRef<SandboxCommand.Reply> replyTo) {
    var meta = Meta.of(Caller.system());
    var spec = Samples.spec(Duration.ofMinutes(1), Map.of("KEY", Samples.SECRET));
    return Stream.of(
        new SandboxCommand.Create(meta, Samples.TENANT, spec, replyTo),
        new SandboxCommand.Get(meta, replyTo),
        new SandboxCommand.AwaitSettled(meta, replyTo),
        new SandboxCommand.Start(meta, replyTo),
        new SandboxCommand.Stop(meta, replyTo),
        new SandboxCommand.Archive(meta, replyTo),
        new SandboxCommand.Purge(meta, replyTo),
        new SandboxCommand.ArchiveChecked(meta, true, HostPresence.CONNECTED, replyTo));
  }

  private static Stream<CborMessage> ofOthers(ActorRef<SandboxCommand.Reply> replyTo) {
    var meta = Meta.of(Caller.system());
    return Stream.of(
        new SandboxCommand.Placed(meta, 1, Samples.HOST, replyTo),
        new SandboxCommand.Unplaceable(meta, 1, "none", Map.of("cpu", 2), replyTo),
        new SandboxCommand.Queued(meta, 1, "full", 1, replyTo),
        new SandboxCommand.Declined(meta, "wrk_1", Refusal.conflict("a", "b"), true, replyTo),
        new SandboxCommand.Released(meta, Samples.HOST, 1, replyTo),
        new SandboxCommand.Adopted(meta, Samples.HOST, 1, replyTo),
        new SandboxCommand.Wake(meta, replyTo));
  }

  private static Stream<CborMessage> ofHosts(ActorRef<SandboxCommand.Reply> replyTo) {
    var meta = Meta.of(Caller.host(Samples.TENANT, Samples.HOST.value()));
    var host = Samples.HOST;
    var workload = Samples.workload(1, State.EXITED, "exited");
    var done = Samples.done(1, State.RUNNING);
    return Stream.of(
        new SandboxCommand.Finished(meta, host, "wrk_1", 1, done, replyTo),
        new SandboxCommand.Finished(meta, host, "wrk_1", 1, Samples.fault("a", true), replyTo),
        new SandboxCommand.Changed(meta, host, workload, replyTo),
        new SandboxCommand.Rediscovered(meta, host, Samples.CLUSTER, workload, replyTo),
        new SandboxCommand.RediscoveryChecked(meta, host, Samples.CLUSTER, workload, true, replyTo),
        new SandboxCommand.Holds(meta, host, 1, replyTo),
        new SandboxCommand.HostLost(meta, host, 1, replyTo),
        new SandboxCommand.Progress(meta, host, "pull", "1 of 2", replyTo));
  }

  private static Stream<CborMessage> rest() {
    var spec = Samples.spec();
    return Stream.of(
        new SandboxCommand.Accepted(
            SandboxViews.of(Samples.ID, Samples.running(), Optional.empty())),
        new SandboxCommand.Accepted(
            SandboxViews.of(Samples.ID, Samples.failed(), Optional.empty())),
        new SandboxCommand.Refused(Refusal.conflict("sandbox_archived", "no")),
        new SandboxCommand.Noted(),
        new SandboxCommand.Claimed(Claim.STALE, Optional.of("why")),
        new HostWanted(
            Samples.ID,
            Samples.TENANT,
            1,
            spec.cluster(),
            Optional.of(Samples.HOST),
            spec.resources(),
            spec.tags(),
            spec.traits(),
            spec.image(),
            Set.of(Samples.OTHER),
            Samples.NOW,
            Duration.ofSeconds(1),
            ACTORS.<SandboxCommand>createTestProbe().ref()));
  }

  @Test
  void everyMessageHasASample() {
    assertThat(samples().map(Object::getClass))
        .contains(SandboxCommand.Reply.class.getPermittedSubclasses())
        .containsAll(
            Stream.of(SandboxCommand.class.getPermittedSubclasses())
                .<Class<?>>map(type -> type)
                .toList());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void survivesTheWire(CborMessage message) {
    ACTORS.serializationTestKit().verifySerialization(message, true);
  }
}
