package io.gstacks.scheduler.sandbox;

import static io.gstacks.scheduler.sandbox.Samples.HOST;
import static io.gstacks.scheduler.sandbox.Samples.NOW;
import static io.gstacks.scheduler.sandbox.Samples.OTHER;
import static io.gstacks.scheduler.sandbox.Samples.SETTINGS;
import static io.gstacks.scheduler.sandbox.Samples.TENANT;
import static io.gstacks.scheduler.sandbox.Samples.after;
import static io.gstacks.scheduler.sandbox.Samples.archived;
import static io.gstacks.scheduler.sandbox.Samples.archiving;
import static io.gstacks.scheduler.sandbox.Samples.container;
import static io.gstacks.scheduler.sandbox.Samples.done;
import static io.gstacks.scheduler.sandbox.Samples.failed;
import static io.gstacks.scheduler.sandbox.Samples.fault;
import static io.gstacks.scheduler.sandbox.Samples.leftSomething;
import static io.gstacks.scheduler.sandbox.Samples.placed;
import static io.gstacks.scheduler.sandbox.Samples.requested;
import static io.gstacks.scheduler.sandbox.Samples.running;
import static io.gstacks.scheduler.sandbox.Samples.spec;
import static io.gstacks.scheduler.sandbox.Samples.stopped;
import static io.gstacks.scheduler.sandbox.Samples.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gstacks.host.work.Workload.State;
import io.gstacks.persistence.entity.Decision;
import io.gstacks.persistence.entity.Refusal;
import io.gstacks.persistence.sealed.Sealed;
import io.gstacks.scheduler.sandbox.SandboxEvent.StartRequested.Way;
import io.gstacks.scheduler.sandbox.Task.Order;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a sandbox's owner, its scheduler and its host bring about, one decision at a time. */
class SandboxTest {
  @Test
  void aRequestedSandboxLooksForAHost() {
    var life = after(Sandbox.absent(), Wishes.create(Sandbox.absent(), TENANT, spec(), NOW));

    assertThat(life.status()).isEqualTo(Status.CREATING);
    assertThat(Agenda.errands(life, NOW)).containsExactly(new Agenda.Errand.AskForPlace(1));
  }

  @Test
  void aRepeatedCreateIsTheSameSandboxThoughItsSecretsAreSealedAnew() {
    var one = Map.of("KEY", Samples.SECRET);
    var other = Map.of("KEY", new Sealed(Samples.SECRET.ciphertext() + "YQ"));
    var life =
        after(Sandbox.absent(), new SandboxEvent.Requested(TENANT, spec(Duration.ZERO, one), NOW));

    assertThat(Wishes.create(life, TENANT, spec(Duration.ZERO, other), NOW))
        .isEqualTo(Decision.already());
    assertThat(Wishes.create(life, TENANT, spec(), NOW)).isInstanceOf(Decision.Refuse.class);
  }

  @Test
  void isProvisionedWherePlacedAndThenRuns() {
    var placed = after(requested(), PlacementNews.placed(requested(), 1, HOST));
    assertThat(placed.generation()).isEqualTo(1);
    assertThat(order(placed)).contains(Order.PROVISION);

    var running = after(placed, finished(placed, done(1, State.RUNNING)));
    assertThat(running.status()).isEqualTo(Status.RUNNING);
    assertThat(running.container()).contains(container(1));
    assertThat(Agenda.errands(running, NOW)).isEmpty();
    assertThat(Agenda.wakeAt(running, NOW, SETTINGS.repeatAfter())).isEmpty();
  }

  @Test
  void aPlaceForAnAttemptThatIsOverIsGivenBack() {
    assertThat(PlacementNews.unwanted(running(), 1, OTHER)).isTrue();
    assertThat(PlacementNews.unwanted(running(), 1, HOST)).isFalse();
    assertThat(PlacementNews.unwanted(requested(), 1, HOST)).isFalse();
    assertThat(PlacementNews.unwanted(requested(), 2, HOST)).isTrue();
    assertThat(PlacementNews.unwanted(archived(), 1, HOST)).isTrue();
    assertThat(PlacementNews.placed(running(), 2, OTHER)).isEqualTo(Decision.already());
  }

  @Test
  void whatNothingCanTakeIsAnErrorWithTheCounts() {
    var life =
        after(requested(), PlacementNews.unplaceable(requested(), 1, "none", Map.of("memory", 2)));

    assertThat(life.status()).isEqualTo(Status.ERROR);
    assertThat(life.reason())
        .contains(new SandboxView.Reason("no_eligible_host", "none", true, Map.of("memory", 2)));
  }

  @Test
  void aNewSandboxIsTriedElsewhereSoManyTimesAndThenIsAnError() {
    var first = after(placed(), finished(placed(), fault("runtime_unavailable", true)));
    assertThat(first.placing()).isTrue();
    assertThat(first.attempt()).isEqualTo(2);
    assertThat(first.avoided()).containsExactly(HOST);
    assertThat(first.leftovers()).hasSize(1);
    assertThat(Agenda.errands(first, NOW)).contains(new Agenda.Errand.AskForPlace(2));

    var second = after(first, new SandboxEvent.Placed(OTHER, 2, 2));
    var third = after(second, finished(second, fault("disk_full", true)));
    assertThat(third.again()).contains(NOW.plusSeconds(2));
    assertThat(Agenda.errands(third, NOW)).doesNotContain(new Agenda.Errand.AskForPlace(3));

    var fourth = after(third, new SandboxEvent.Placed(HOST, 3, 3));
    var last = after(fourth, finished(fourth, fault("disk_full", true)));
    assertThat(last.status()).isEqualTo(Status.ERROR);
    assertThat(last.seat()).isEmpty();
    assertThat(last.leftovers()).hasSize(3);
  }

  @Test
  void aStartThatMayHaveLeftSomethingWaitsForItsHostHoweverLongThatTakes() {
    var life = placed();
    for (int time = 1; time <= SETTINGS.placementAttempts() + 1; time++) {
      life = after(life, finished(life, leftSomething("runtime_unavailable")));

      assertThat(life.livesOn(HOST)).isTrue();
      assertThat(life.leftovers()).isEmpty();
      assertThat(order(life)).contains(Order.PROVISION);
      assertThat(life.generation()).isEqualTo(placed().generation());
      assertThat(life.reason().orElseThrow().code()).isEqualTo("runtime_unavailable");
    }
    assertThat(after(life, finished(life, done(1, State.RUNNING))).status())
        .isEqualTo(Status.RUNNING);
  }

  @Test
  void aFaultThatNoOtherHostMendsIsAnErrorAtOnce() {
    var life = after(placed(), finished(placed(), fault("image_missing", false)));

    assertThat(life.status()).isEqualTo(Status.ERROR);
    assertThat(life.reason().orElseThrow().code()).isEqualTo("image_missing");
    assertThat(life.seat()).isEmpty();
  }

  @Test
  void aHostThatDoesNotTakeTheOrderIsAvoided() {
    var away = Refusal.conflict("host_disconnected", "away");

    var life = after(placed(), WorkNews.declined(placed(), 1, away, false, SETTINGS, NOW));
    assertThat(life.avoided()).containsExactly(HOST);

    var stopping = after(running(), new SandboxEvent.StopRequested());
    assertThat(WorkNews.declined(stopping, 2, away, false, SETTINGS, NOW))
        .isEqualTo(Decision.already());
  }

  @Test
  void aHostThatMayHaveTakenTheOrderBeforeItFellAwayIsWaitedFor() {
    var away = Refusal.conflict("host_disconnected", "away");
    var unknown = Refusal.conflict("no_reservation", "this attempt has no room on the host");

    assertThat(WorkNews.declined(placed(), 1, away, true, SETTINGS, NOW))
        .isEqualTo(Decision.already());
    var elsewhere = after(placed(), WorkNews.declined(placed(), 1, unknown, true, SETTINGS, NOW));
    assertThat(elsewhere.avoided()).containsExactly(HOST);
  }

  @Test
  void stopAndStartKeepHostReservationAndContainer() {
    var stopping = after(running(), Wishes.stop(running(), NOW));
    assertThat(order(stopping)).contains(Order.STOP);

    var stopped = after(stopping, finished(stopping, done(1, State.EXITED)));
    assertThat(stopped.status()).isEqualTo(Status.STOPPED);
    assertThat(stopped.seat()).isPresent();
    assertThat(Agenda.tick(stopped, NOW)).isEqualTo(Decision.already());

    var starting = after(stopped, Wishes.start(stopped));
    assertThat(order(starting)).contains(Order.START);
    assertThat(starting.generation()).isEqualTo(1);
  }

  @Test
  void aContainerThatIsGoneIsMadeAnewUnderTheNextGeneration() {
    var starting = after(stopped(), Wishes.start(stopped()));

    var anew = after(starting, finished(starting, fault("no_such_workload", false)));
    assertThat(order(anew)).contains(Order.PROVISION);
    assertThat(anew.generation()).isEqualTo(2);
    assertThat(anew.attempt()).isEqualTo(1);
  }

  @Test
  void whatStopsBeforeItHasAPlaceNeedsNoHost() {
    var life = after(requested(), Wishes.stop(requested(), NOW));
    assertThat(life.status()).isEqualTo(Status.STOPPED);

    var again = after(life, Wishes.start(life));
    assertThat(again.placing()).isTrue();
    assertThat(again.attempt()).isEqualTo(2);
  }

  @Test
  void aSandboxThatEndsByItselfStaysStopped() {
    var life =
        after(
            running(),
            HostNews.changed(running(), HOST, workload(1, State.EXITED, "exited"), SETTINGS, NOW));

    assertThat(life.status()).isEqualTo(Status.STOPPED);
    assertThat(life.wanted()).isEqualTo(Wanted.STOPPED);
    assertThat(life.exitCode()).contains(3);
    assertThat(Agenda.wakeAt(life, NOW, SETTINGS.repeatAfter())).isEmpty();
  }

  @Test
  void anInterruptedSandboxComesBackByItself() {
    var life =
        after(
            running(),
            HostNews.changed(
                running(), HOST, workload(1, State.EXITED, "engine_lost"), SETTINGS, NOW));
    assertThat(life.status()).isEqualTo(Status.STOPPED);
    assertThat(life.wanted()).isEqualTo(Wanted.RUNNING);
    assertThat(Agenda.tick(life, NOW)).isEqualTo(Decision.already());

    var later = NOW.plusSeconds(2);
    assertThat(Agenda.wakeAt(life, NOW, SETTINGS.repeatAfter())).contains(later);
    var starting = after(life, Agenda.tick(life, later));
    assertThat(order(starting)).contains(Order.START);

    var delayed = after(starting, finished(starting, fault("runtime_unavailable", true)));
    assertThat(delayed.status()).isEqualTo(Status.STARTING);
    assertThat(Agenda.errands(delayed, NOW)).isEmpty();
    assertThat(Agenda.errands(delayed, later)).hasSize(1);

    var twice = after(delayed, finished(delayed, fault("runtime_unavailable", true)));
    assertThat(twice.task().orElseThrow().notBefore()).contains(NOW.plusSeconds(4));
  }

  @Test
  void aRemovedContainerIsProvisionedAgainOnTheSameReservation() {
    var life =
        after(
            running(),
            HostNews.changed(running(), HOST, workload(1, State.ABSENT, "removed"), SETTINGS, NOW));

    var starting = after(life, Agenda.tick(life, NOW.plusSeconds(2)));
    assertThat(order(starting)).contains(Order.PROVISION);
    assertThat(starting.generation()).isEqualTo(2);
    assertThat(starting.seat()).isEqualTo(life.seat());
  }

  @Test
  void newsOfAnotherHostOrGenerationChangesNothing() {
    var exited = workload(1, State.EXITED, "exited");

    assertThat(HostNews.changed(running(), OTHER, exited, SETTINGS, NOW))
        .isEqualTo(Decision.already());
    assertThat(
            HostNews.changed(running(), HOST, workload(2, State.EXITED, "exited"), SETTINGS, NOW))
        .isEqualTo(Decision.already());
    assertThat(WorkNews.finished(running(), HOST, 1, done(1, State.EXITED), SETTINGS, NOW))
        .isEqualTo(Decision.already());
  }

  @Test
  void aWorkloadThatRunsThoughItShallNotIsStopped() {
    var running = workload(1, State.RUNNING, "");

    var life = after(stopped(), HostNews.changed(stopped(), HOST, running, SETTINGS, NOW));
    assertThat(order(life)).contains(Order.STOP);
  }

  @Test
  void archiveGoesThroughTheHostAndIsFinal() {
    var life =
        after(running(), Wishes.archive(running(), false, HostPresence.CONNECTED, SETTINGS, NOW));
    assertThat(order(life)).contains(Order.REMOVE);

    var archived = after(life, finished(life, done(1, State.ABSENT)));
    assertThat(archived.status()).isEqualTo(Status.ARCHIVED);
    assertThat(archived.seat()).isEmpty();
    assertThat(archived.leftovers()).hasSize(1);
    assertThat(code(Wishes.start(archived))).isEqualTo("sandbox_archived");
    assertThat(code(Wishes.stop(archived, NOW))).isEqualTo("sandbox_archived");
  }

  @Test
  void archiveIsRefusedWhileTheHostIsAway() {
    assertThat(code(Wishes.archive(running(), false, HostPresence.AWAY, SETTINGS, NOW)))
        .isEqualTo("host_disconnected");
  }

  @Test
  void whatHasNoHostIsArchivedAtOnce() {
    var life =
        after(failed(), Wishes.archive(failed(), true, HostPresence.NOT_NEEDED, SETTINGS, NOW));

    assertThat(life.status()).isEqualTo(Status.ARCHIVED);
    assertThat(life.times().deleted()).contains(NOW);
  }

  @Test
  void aKeptWorkspaceGoesWhenItsTimeIsOver() {
    var archived = archived();
    var due = NOW.plusSeconds(60);
    assertThat(Agenda.tick(archived, NOW)).isEqualTo(Decision.already());

    var expiring = after(archived, Agenda.tick(archived, due));
    assertThat(order(expiring)).contains(Order.PURGE);

    var over = after(expiring, finished(expiring, done(1, State.ABSENT)));
    assertThat(over.workspace()).isEmpty();
    assertThat(over.times().deleted()).isEmpty();
  }

  @Test
  void purgeTakesTheWorkspaceAndThePlaceInLists() {
    var purging =
        after(archived(), Wishes.archive(archived(), true, HostPresence.CONNECTED, SETTINGS, NOW));
    assertThat(purging.times().deleted()).isEmpty();

    var purged = after(purging, finished(purging, done(1, State.ABSENT)));
    assertThat(purged.times().deleted()).contains(NOW);
    assertThat(purged.workspace()).isEmpty();
  }

  @Test
  void aLostHostRaisesTheGenerationAndLetsTheSandboxStartElsewhere() {
    var lost = after(running(), HostNews.hostLost(running(), HOST, NOW));
    assertThat(lost.status()).isEqualTo(Status.ERROR);
    assertThat(lost.reason().orElseThrow().code()).isEqualTo("host_lost");
    assertThat(lost.generation()).isEqualTo(2);
    assertThat(lost.leftovers()).isEmpty();

    var again = after(lost, Wishes.start(lost));
    assertThat(again.placing()).isTrue();
    assertThat(PlacementNews.placed(again, 2, OTHER))
        .isEqualTo(Decision.accept(new SandboxEvent.Placed(OTHER, 2, 3)));
  }

  @Test
  void whatWasOnItsWayToTheArchiveIsThereWhenItsHostIsLost() {
    var life = after(archiving(), HostNews.hostLost(archiving(), HOST, NOW));

    assertThat(life.status()).isEqualTo(Status.ARCHIVED);
    assertThat(life.workspace()).isEmpty();
  }

  @Test
  void aHostThatLostTheReservationIsAskedForRoomAgain() {
    var refusal = Refusal.conflict("no_reservation", "no room");
    var starting = after(stopped(), new SandboxEvent.StartRequested(Way.PROVISION, 1, 2));

    var life = after(starting, WorkNews.declined(starting, 3, refusal, true, SETTINGS, NOW));
    assertThat(Agenda.errands(life, NOW)).contains(new Agenda.Errand.Claim(life.seat().get()));

    var adopted = after(life, HostNews.adopted(life, HOST, 2));
    assertThat(adopted.seat().orElseThrow().claimed()).isTrue();
  }

  @Test
  void anEventThatDoesNotFollowIsRefusedLoudly() {
    assertThatThrownBy(() -> Fold.apply(Sandbox.absent(), new SandboxEvent.StopRequested()))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> after(requested(), new SandboxEvent.Started(container(1), NOW)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aCommandNamesItsTask() {
    var task = new Task(7, Order.STOP, Optional.empty());

    assertThat(Orders.number(Samples.ID, Orders.commandOf(Samples.ID, task))).hasValue(7);
    for (var alien : List.of("wrk_7", "", Orders.commandOf(Samples.ID, task) + "x")) {
      assertThat(Orders.number(Samples.ID, alien)).isEmpty();
    }
  }

  private static Decision<SandboxEvent> finished(
      Sandbox.Life life, io.gstacks.host.work.WorkOutcome outcome) {
    return WorkNews.finished(
        life,
        life.host().orElseThrow(),
        life.task().orElseThrow().number(),
        outcome,
        SETTINGS,
        NOW);
  }

  private static Optional<Order> order(Sandbox.Life life) {
    return life.task().map(Task::order);
  }

  private static String code(Decision<SandboxEvent> decision) {
    return switch (decision) {
      case Decision.Accept<SandboxEvent> accept -> throw new AssertionError(accept.toString());
      case Decision.Refuse(var refusal) -> refusal.code();
    };
  }
}
