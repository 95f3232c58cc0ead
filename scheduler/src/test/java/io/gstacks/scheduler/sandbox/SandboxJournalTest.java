package io.gstacks.scheduler.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.persistence.Recorded;
import io.gstacks.persistence.journal.JournalJson;
import io.gstacks.persistence.journal.JournalRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The text is pinned: a change that fails here would strand every journal already written. */
class SandboxJournalTest {
  private static final String H = Samples.HOST.value();
  private static final String O = Samples.OTHER.value();
  private static final String AT = "2026-01-01T00:00:00Z";
  private final JournalJson json =
      new JournalJson(JournalRegistry.of(List.of(new SandboxJournal())));

  static Stream<Arguments> stored() {
    var container = Samples.container(1);
    var at = Samples.NOW;
    return Stream.of(
        sample(
            new SandboxEvent.Requested(
                Samples.TENANT,
                Samples.spec(Duration.ofSeconds(30), Map.of("KEY", Samples.SECRET)),
                at),
            "sandbox.requested/1",
            """
            {"tenant":"%s","spec":{"name":"first","cluster":"%s","image":"gstacks/base",\
            "pull":"if_missing","command":["sleep","1"],"environment":{"KEY":"%s"},\
            "resources":{"cpu_millis":500,"memory_mib":512,"disk_mib":1024},"tags":["fast"],\
            "traits":["docker"],"labels":{"team":"a"},"queue_timeout":"PT30S"},"at":"%s"}\
            """
                .formatted(Samples.TENANT, Samples.CLUSTER, Samples.SECRET.ciphertext(), AT)),
        sample(
            new SandboxEvent.Waiting(1, "full"),
            "sandbox.waiting/1",
            "{\"attempt\":1,\"message\":\"full\"}"),
        sample(
            new SandboxEvent.Placed(Samples.HOST, 1, 2),
            "sandbox.placed/1",
            "{\"host\":\"" + H + "\",\"attempt\":1,\"generation\":2}"),
        sample(
            new SandboxEvent.PlacementFailed(Samples.HOST, "disk_full", "no", 2, Optional.of(at)),
            "sandbox.placement-failed/1",
            """
            {"host":"%s","code":"disk_full","message":"no","next_attempt":2,"again":"%s"}\
            """
                .formatted(H, AT)),
        sample(
            new SandboxEvent.Progressed("pull", "1 of 2"),
            "sandbox.progressed/1",
            "{\"step\":\"pull\",\"detail\":\"1 of 2\"}"),
        sample(
            new SandboxEvent.Started(container, at),
            "sandbox.started/1",
            """
            {"container":{"id":"c1","name":"gstacks-1","image_digest":"sha256:1"},"at":"%s"}\
            """
                .formatted(AT)),
        sample(
            new SandboxEvent.Failed("no_eligible_host", "none", true, Map.of("cpu", 2)),
            "sandbox.failed/1",
            """
            {"code":"no_eligible_host","message":"none","retryable":true,"filters":{"cpu":2}}\
            """),
        sample(new SandboxEvent.StopRequested(), "sandbox.stop-requested/1", "{}"),
        sample(
            new SandboxEvent.Stopped(Optional.of(0), true, at),
            "sandbox.stopped/1",
            "{\"exit_code\":0,\"gone\":true,\"at\":\"" + AT + "\"}"),
        sample(
            new SandboxEvent.Exited("oom_killed", 137, at),
            "sandbox.exited/1",
            "{\"code\":\"oom_killed\",\"exit_code\":137,\"at\":\"" + AT + "\"}"),
        sample(
            new SandboxEvent.Interrupted("removed", true, at, at),
            "sandbox.interrupted/1",
            """
            {"code":"removed","gone":true,"at":"%s","again":"%s"}\
            """
                .formatted(AT, AT)),
        sample(
            new SandboxEvent.StartRequested(SandboxEvent.StartRequested.Way.PROVISION, 1, 2),
            "sandbox.start-requested/1",
            "{\"way\":\"PROVISION\",\"attempt\":1,\"generation\":2}"),
        sample(
            new SandboxEvent.Delayed("deadline", "late", at),
            "sandbox.delayed/1",
            "{\"code\":\"deadline\",\"message\":\"late\",\"again\":\"" + AT + "\"}"),
        sample(
            new SandboxEvent.ArchiveRequested(true),
            "sandbox.archive-requested/1",
            "{\"purge\":true}"),
        sample(
            new SandboxEvent.Archived(Optional.of(at), at),
            "sandbox.archived/1",
            "{\"keep_until\":\"" + AT + "\",\"at\":\"" + AT + "\"}"),
        sample(
            new SandboxEvent.WorkspaceExpired(true),
            "sandbox.workspace-expired/1",
            "{\"purge\":true}"),
        sample(new SandboxEvent.WorkspaceRemoved(), "sandbox.workspace-removed/1", "{}"),
        sample(new SandboxEvent.Purged(at), "sandbox.purged/1", "{\"at\":\"" + AT + "\"}"),
        sample(
            new SandboxEvent.HostLost(Samples.HOST, 2),
            "sandbox.host-lost/1",
            "{\"host\":\"" + H + "\",\"generation\":2}"),
        sample(
            new SandboxEvent.Rebound(Samples.HOST, Samples.OTHER, 2, 1, container),
            "sandbox.rebound/1",
            """
            {"from":"%s","host":"%s","attempt":2,"generation":1,\
            "container":{"id":"c1","name":"gstacks-1","image_digest":"sha256:1"}}\
            """
                .formatted(H, O)),
        sample(
            new SandboxEvent.ReservationLost(Samples.HOST, 2),
            "sandbox.reservation-lost/1",
            "{\"host\":\"" + H + "\",\"attempt\":2}"),
        sample(
            new SandboxEvent.Adopted(Samples.HOST, 1),
            "sandbox.adopted/1",
            "{\"host\":\"" + H + "\",\"attempt\":1}"),
        sample(
            new SandboxEvent.RediscoveryIgnored(Samples.HOST, "c1", "name", 1, "archived"),
            "sandbox.rediscovery-ignored/1",
            """
            {"host":"%s","container":"c1","container_name":"name","generation":1,\
            "reason":"archived"}\
            """
                .formatted(H)),
        sample(
            new SandboxEvent.Released(Samples.HOST, 1),
            "sandbox.released/1",
            "{\"host\":\"" + H + "\",\"attempt\":1}"));
  }

  private static Arguments sample(SandboxEvent event, String manifest, String text) {
    return Arguments.of(event, manifest, text);
  }

  @ParameterizedTest
  @MethodSource("stored")
  void writesAndReadsThePinnedText(SandboxEvent event, String manifest, String text)
      throws IOException {
    var recorded =
        new Recorded<>(Samples.NOW, Optional.empty(), "system", "", "cmd", Optional.empty(), event);
    var envelope =
        "{\"at\":\"%s\",\"by\":\"system\",\"request\":\"\",\"command\":\"cmd\",\"event\":%s}"
            .formatted(AT, text);

    assertThat(json.manifest(recorded)).isEqualTo(manifest);
    assertThat(new String(json.write(recorded), StandardCharsets.UTF_8)).isEqualTo(envelope);
    assertThat(json.read(envelope.getBytes(StandardCharsets.UTF_8), manifest)).isEqualTo(recorded);
  }

  @Test
  void everyEventHasASampleAndAName() {
    var samples = stored().map(sample -> sample.get()[0].getClass()).toList();
    var named = new SandboxJournal().events().stream().map(event -> event.type()).toList();

    for (Class<?> event : SandboxEvent.class.getPermittedSubclasses()) {
      assertThat(samples).anyMatch(event::equals);
      assertThat(named).anyMatch(event::equals);
    }
  }
}
