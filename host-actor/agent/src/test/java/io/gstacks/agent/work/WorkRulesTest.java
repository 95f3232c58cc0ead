package io.gstacks.agent.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.agent.protocol.Provision;
import io.gstacks.agent.protocol.Remove;
import io.gstacks.agent.protocol.Start;
import io.gstacks.agent.protocol.Work;
import io.gstacks.agent.protocol.WorkResult;
import io.gstacks.agent.protocol.Workload;
import io.gstacks.agent.state.Fence;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkRulesTest {
  private static final Fence FENCE = new Fence(3, 2);

  private static Work.Builder work(long generation) {
    return Work.newBuilder().setCommandId("cmd_1").setSandboxId("sbx_1").setGeneration(generation);
  }

  private static Work provision(long generation) {
    return work(generation).setProvision(Provision.getDefaultInstance()).build();
  }

  @Test
  void aNewerProvisionIsFollowedAndRaisesTheFenceFirst() {
    assertThat(WorkRules.judge(provision(4), Optional.empty(), FENCE))
        .isEqualTo(new WorkRules.Verdict.Follow(new Fence(4, 2), true));
  }

  @Test
  void ofASandboxThatWasNeverHereNothingCanBeHere() {
    assertThat(WorkRules.judge(provision(4), Optional.empty(), Fence.OPEN))
        .isEqualTo(new WorkRules.Verdict.Follow(new Fence(4, 0), false));
  }

  @Test
  void anOlderOrderIsStale() {
    for (var work :
        List.of(
            provision(2),
            work(2).setStart(Start.getDefaultInstance()).build(),
            work(2).setRemove(Remove.getDefaultInstance()).build())) {
      assertThat(WorkRules.judge(work, Optional.empty(), FENCE))
          .isInstanceOfSatisfying(
              WorkRules.Verdict.Refuse.class,
              refuse -> assertThat(refuse.failure().getCode()).isEqualTo("stale_generation"));
    }
  }

  @Test
  void aRemovalClosesTheFenceBehindIt() {
    var remove = work(3).setRemove(Remove.getDefaultInstance()).build();

    assertThat(WorkRules.judge(remove, Optional.empty(), FENCE))
        .isEqualTo(new WorkRules.Verdict.Follow(new Fence(3, 3), true));
  }

  @Test
  void aRepeatGetsTheSameAnswerWhateverTheFenceSays() {
    var result = WorkResult.newBuilder().setCommandId("cmd_1").build();

    assertThat(WorkRules.judge(provision(1), Optional.of(result), FENCE))
        .isEqualTo(new WorkRules.Verdict.Repeat(result));
  }

  @Test
  void anOrderThatMakesNoSenseIsInvalid() {
    for (var work :
        List.of(
            work(4).build(),
            provision(4).toBuilder().setSandboxId("../../etc").build(),
            provision(4).toBuilder().setCommandId("").build())) {
      assertThat(WorkRules.judge(work, Optional.empty(), FENCE))
          .isInstanceOfSatisfying(
              WorkRules.Verdict.Refuse.class,
              refuse -> assertThat(refuse.failure().getCode()).isEqualTo("invalid"));
    }
  }

  @Test
  void onlyLowerGenerationsGoBeforeAProvision() {
    var held =
        List.of(
            Workload.newBuilder().setGeneration(1).build(),
            Workload.newBuilder().setGeneration(2).build(),
            Workload.newBuilder().setGeneration(3).build());

    assertThat(WorkRules.older(held, 3)).isEqualTo(held.subList(0, 2));
    assertThat(WorkRules.upTo(held, 2)).isEqualTo(held.subList(0, 2));
    assertThat(WorkRules.exactly(held, 3)).contains(held.get(2));
    assertThat(WorkRules.exactly(held, 4)).isEmpty();
  }
}
