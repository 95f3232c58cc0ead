package io.gstacks.agent.work;

import static io.gstacks.agent.work.Sightings.Watch.UNWATCHED;
import static io.gstacks.agent.work.Sightings.Watch.WATCHED;
import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.agent.protocol.Workload;
import io.gstacks.agent.protocol.WorkloadState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SightingsTest {
  private static final Workload RUNNING =
      Workload.newBuilder()
          .setSandboxId("sbx_1")
          .setContainer("c1")
          .setState(WorkloadState.RUNNING)
          .build();
  private static final Workload ENDED =
      RUNNING.toBuilder()
          .setState(WorkloadState.EXITED)
          .setExitCode(137)
          .setReason("exited")
          .build();

  private static String reason(Optional<Workload> before, Workload now, Sightings.Watch watch) {
    return Sightings.explain(before, now, watch).getReason();
  }

  @Test
  void whatEndsUnderOurEyesHasExited() {
    assertThat(reason(Optional.of(RUNNING), ENDED, WATCHED)).isEqualTo("exited");
  }

  @Test
  void whatRanWhenLastSeenAndEndedUnseenWasLost() {
    assertThat(reason(Optional.of(RUNNING), ENDED, UNWATCHED)).isEqualTo("engine_lost");
  }

  @Test
  void memoryThatRanOutIsTheReasonWhoeverWatched() {
    var killed = ENDED.toBuilder().setReason("oom_killed").build();

    assertThat(reason(Optional.of(RUNNING), killed, UNWATCHED)).isEqualTo("oom_killed");
  }

  @Test
  void aKnownReasonStays() {
    var stopped = ENDED.toBuilder().setReason("agent_stopped").build();

    assertThat(reason(Optional.of(stopped), ENDED, UNWATCHED)).isEqualTo("agent_stopped");
  }

  @Test
  void anEndOfWhichNothingIsKnownHasExited() {
    assertThat(reason(Optional.empty(), ENDED, UNWATCHED)).isEqualTo("exited");
    var other = RUNNING.toBuilder().setContainer("c0").build();
    assertThat(reason(Optional.of(other), ENDED, UNWATCHED)).isEqualTo("exited");
  }

  @Test
  void whatRunsHasNoReason() {
    assertThat(reason(Optional.of(ENDED), RUNNING, WATCHED)).isEmpty();
  }

  @Test
  void onlyAnotherStateIsNews() {
    assertThat(Sightings.isNews(Optional.of(RUNNING), ENDED)).isTrue();
    assertThat(Sightings.isNews(Optional.of(ENDED), ENDED)).isFalse();
    assertThat(Sightings.isNews(Optional.empty(), ENDED)).isFalse();
  }

  @Test
  void aComparisonFindsTheChangedAndTheVanished() {
    var steady = RUNNING.toBuilder().setContainer("c2").build();
    var vanished = RUNNING.toBuilder().setContainer("c3").build();

    assertThat(Sightings.differing(List.of(RUNNING, steady, vanished), List.of(ENDED, steady)))
        .containsExactly(RUNNING, vanished);
    assertThat(Sightings.gone(vanished).getState()).isEqualTo(WorkloadState.ABSENT);
    assertThat(Sightings.gone(vanished).getReason()).isEqualTo("removed");
  }
}
