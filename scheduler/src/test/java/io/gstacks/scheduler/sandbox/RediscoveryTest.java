package io.gstacks.scheduler.sandbox;

import static io.gstacks.scheduler.sandbox.Samples.CLUSTER;
import static io.gstacks.scheduler.sandbox.Samples.HOST;
import static io.gstacks.scheduler.sandbox.Samples.NOW;
import static io.gstacks.scheduler.sandbox.Samples.OTHER;
import static io.gstacks.scheduler.sandbox.Samples.SETTINGS;
import static io.gstacks.scheduler.sandbox.Samples.after;
import static io.gstacks.scheduler.sandbox.Samples.archived;
import static io.gstacks.scheduler.sandbox.Samples.fault;
import static io.gstacks.scheduler.sandbox.Samples.placed;
import static io.gstacks.scheduler.sandbox.Samples.requested;
import static io.gstacks.scheduler.sandbox.Samples.running;
import static io.gstacks.scheduler.sandbox.Samples.workload;
import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.work.SandboxPort.Claim;
import io.gstacks.host.work.Workload;
import io.gstacks.host.work.Workload.State;
import io.gstacks.scheduler.sandbox.Rediscovery.Verdict;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RediscoveryTest {
  private static final Workload FIRST = workload(1, State.RUNNING, "");

  @Test
  void theRecordedWorkloadIsOurs() {
    var verdict = answered(running(), HOST, FIRST);

    assertThat(verdict.claim()).isEqualTo(Claim.OURS);
    assertThat(verdict.events()).isEmpty();
  }

  @Test
  void aWorkloadFoundRunningBeforeItsResultCameIsStarted() {
    var verdict = answered(placed(), HOST, FIRST);

    assertThat(after(placed(), verdict.events()).status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void whatTheAgentStoppedComesBack() {
    var verdict = answered(running(), HOST, workload(1, State.EXITED, "agent_stopped"));

    assertThat(verdict.claim()).isEqualTo(Claim.OURS);
    assertThat(after(running(), verdict.events()).interrupted()).isTrue();
  }

  @Test
  void archivedIsFinal() {
    var verdict = answered(archived(), HOST, FIRST);
    assertThat(verdict.claim()).isEqualTo(Claim.IGNORED_ARCHIVED);
    assertThat(verdict.events())
        .containsExactly(
            new SandboxEvent.RediscoveryIgnored(HOST, "c1", "gstacks-1", 1, "archived"));

    var noted = after(archived(), verdict.events());
    assertThat(answered(noted, HOST, FIRST).events()).isEmpty();
  }

  @Test
  void aStartThatWasGivenUpBeforeItWasArchivedGoes() {
    var givenUp =
        after(
            placed(),
            new SandboxEvent.PlacementFailed(
                HOST, "host_disconnected", "away", 2, Optional.empty()),
            new SandboxEvent.Archived(Optional.empty(), NOW));

    assertThat(answered(givenUp, HOST, FIRST).claim()).isEqualTo(Claim.STALE);
    assertThat(answered(givenUp, HOST, workload(2, State.RUNNING, "")).claim())
        .isEqualTo(Claim.IGNORED_ARCHIVED);
  }

  @Test
  void unknownAndForeignOnesAreIgnoredAlike() {
    var elsewhere = ClusterId.fresh();

    assertThat(answered(Sandbox.absent(), HOST, FIRST).claim()).isEqualTo(Claim.IGNORED_NOT_FOUND);
    assertThat(Rediscovery.judge(running(), HOST, elsewhere, FIRST, SETTINGS, NOW))
        .isInstanceOfSatisfying(
            Verdict.Answered.class,
            verdict -> assertThat(verdict.claim()).isEqualTo(Claim.IGNORED_NOT_FOUND));
  }

  @Test
  void anOlderGenerationIsStale() {
    var second =
        after(
            running(),
            new SandboxEvent.Interrupted("removed", true, NOW, NOW),
            new SandboxEvent.StartRequested(SandboxEvent.StartRequested.Way.PROVISION, 1, 2));

    assertThat(answered(second, HOST, FIRST).claim()).isEqualTo(Claim.STALE);
    assertThat(answered(second, OTHER, FIRST).claim()).isEqualTo(Claim.STALE);
    assertThat(answered(requested(), HOST, FIRST).claim()).isEqualTo(Claim.STALE);
  }

  @Test
  void ofTwoHostsTheRecordedOneCountsWhileItIsConnected() {
    assertThat(Rediscovery.judge(running(), OTHER, CLUSTER, FIRST, SETTINGS, NOW))
        .isEqualTo(new Verdict.DependsOn(HOST));
    assertThat(Rediscovery.judge(running(), OTHER, CLUSTER, FIRST, false, SETTINGS, NOW).claim())
        .isEqualTo(Claim.STALE);
  }

  @Test
  void aSandboxIsReboundWhileItsHostIsAway() {
    var verdict = Rediscovery.judge(running(), OTHER, CLUSTER, FIRST, true, SETTINGS, NOW);

    assertThat(verdict.claim()).isEqualTo(Claim.OURS);
    var life = after(running(), verdict.events());
    assertThat(life.livesOn(OTHER)).isTrue();
    assertThat(life.status()).isEqualTo(Status.RUNNING);
    assertThat(life.leftovers()).extracting(Seat::host).containsExactly(HOST);
    assertThat(Agenda.errands(life, NOW))
        .contains(new Agenda.Errand.Claim(life.seat().orElseThrow()));
  }

  @Test
  void ofTwoWorkloadsTheHigherGenerationStays() {
    var verdict = answered(running(), OTHER, workload(2, State.RUNNING, ""));

    assertThat(verdict.claim()).isEqualTo(Claim.OURS);
    assertThat(after(running(), verdict.events()).generation()).isEqualTo(2);
  }

  @Test
  void aWorkloadThatItsHostNoLongerHasIsTakenFromAnother() {
    var gone =
        after(running(), new SandboxEvent.Interrupted("removed", true, NOW, NOW.plusSeconds(2)));

    var life = after(gone, answered(gone, OTHER, FIRST).events());
    assertThat(life.livesOn(OTHER)).isTrue();
    assertThat(life.status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void whatIsBeingArchivedFollowsItsWorkload() {
    var archiving = Samples.archiving();

    var verdict = Rediscovery.judge(archiving, OTHER, CLUSTER, FIRST, true, SETTINGS, NOW);
    var life = after(archiving, verdict.events());
    assertThat(life.status()).isEqualTo(Status.ARCHIVING);
    assertThat(life.host()).contains(OTHER);
    assertThat(life.task().orElseThrow().order()).isEqualTo(Task.Order.REMOVE);
  }

  @Test
  void onlyTheLiveReservationIsHeld() {
    assertThat(Rediscovery.holds(running(), HOST, 1)).isEqualTo(Claim.OURS);
    assertThat(Rediscovery.holds(running(), HOST, 2)).isEqualTo(Claim.STALE);
    assertThat(Rediscovery.holds(running(), OTHER, 1)).isEqualTo(Claim.STALE);
    assertThat(Rediscovery.holds(requested(), HOST, 1)).isEqualTo(Claim.STALE);
    assertThat(Rediscovery.holds(archived(), HOST, 1)).isEqualTo(Claim.STALE);
    assertThat(Rediscovery.holds(Sandbox.absent(), HOST, 1)).isEqualTo(Claim.STALE);
  }

  @Test
  void aCheckFindsOutWhetherItIsThere() {
    var there = Samples.done(1, State.RUNNING);

    assertThat(Rediscovery.checked(running(), HOST, there, SETTINGS, NOW)).isEmpty();
    assertThat(
            Rediscovery.checked(running(), HOST, fault("no_such_workload", false), SETTINGS, NOW))
        .containsExactly(new SandboxEvent.Interrupted("removed", true, NOW, NOW.plusSeconds(2)));
    assertThat(Rediscovery.checked(placed(), HOST, fault("no_such_workload", false), SETTINGS, NOW))
        .isEmpty();
  }

  private static Verdict.Answered answered(Sandbox sandbox, HostId finder, Workload workload) {
    return switch (Rediscovery.judge(sandbox, finder, CLUSTER, workload, SETTINGS, NOW)) {
      case Verdict.Answered answered -> answered;
      case Verdict.DependsOn depends -> throw new AssertionError(depends.toString());
    };
  }
}
