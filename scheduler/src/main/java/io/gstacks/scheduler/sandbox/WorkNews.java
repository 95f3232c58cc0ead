package io.gstacks.scheduler.sandbox;

import io.gstacks.host.HostId;
import io.gstacks.host.work.WorkOutcome;
import io.gstacks.host.work.Workload;
import io.gstacks.persistence.entity.Decision;
import io.gstacks.persistence.entity.Refusal;
import io.gstacks.scheduler.sandbox.Sandbox.Absent;
import io.gstacks.scheduler.sandbox.Sandbox.Life;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What comes of the tasks that its host was given. */
final class WorkNews {
  /** A host that answers so has nothing any more. */
  private static final Set<String> GONE_FOR_GOOD = Set.of("not_found", "host_archived");

  /** So answers a host that is there and knows of no such order, or one that is no more. */
  private static final Set<String> NOTHING_RUNS_THERE =
      Set.of("no_reservation", "not_found", "host_archived");

  private WorkNews() {}

  /** The outcome of a task. That of an earlier one is noted, so that the agent may forget it. */
  static Decision<SandboxEvent> finished(
      Sandbox sandbox,
      HostId host,
      int number,
      WorkOutcome outcome,
      LifecycleSettings settings,
      Instant now) {
    return switch (sandbox) {
      case Absent _ -> Wishes.notFound();
      case Life life ->
          current(life, host, number)
              .map(task ->
                  switch (outcome) {
                    case WorkOutcome.Done(var workload, _) ->
                        Decision.accept(done(life, task, workload, settings, now));
                    case WorkOutcome.Failed failed ->
                        Decision.accept(failed(life, task, failed, settings, now));
                  })
              .orElse(Decision.already());
    };
  }

  private static Optional<Task> current(Life life, HostId host, int number) {
    boolean mine = life.livesOn(host) || life.workspace().map(host::equals).orElse(false);
    return mine ? life.task().filter(task -> task.number() == number) : Optional.empty();
  }

  private static List<SandboxEvent> done(
      Life life, Task task, Workload workload, LifecycleSettings settings, Instant now) {
    return switch (task.order()) {
      case PROVISION, START -> started(workload, settings, now);
      case STOP ->
          List.of(
              new SandboxEvent.Stopped(
                  Optional.of(workload.exitCode()),
                  workload.state() == Workload.State.ABSENT,
                  now));
      case REMOVE -> removed(settings, now);
      case PURGE -> purged(life, now);
    };
  }

  private static List<SandboxEvent> started(
      Workload workload, LifecycleSettings settings, Instant now) {
    var started = new SandboxEvent.Started(Container.of(workload), now);
    return switch (workload.state()) {
      case RUNNING, CREATED -> List.of(started);
      case EXITED, ABSENT -> List.of(started, HostNews.ended(workload, settings, now));
    };
  }

  static List<SandboxEvent> purged(Life life, Instant now) {
    if (life.status() != Status.ARCHIVED) {
      return Wishes.ended(true, now);
    }
    var removed = new SandboxEvent.WorkspaceRemoved();
    return life.purging() ? List.of(removed, new SandboxEvent.Purged(now)) : List.of(removed);
  }

  private static List<SandboxEvent> failed(
      Life life, Task task, WorkOutcome.Failed failed, LifecycleSettings settings, Instant now) {
    if (failed.code().equals("no_such_workload")) {
      return missing(life, task, settings, now);
    }
    return switch (task.order()) {
      case PROVISION, START -> startFailed(life, failed, settings, now);
      case STOP, REMOVE, PURGE -> List.of(delayed(life, failed, settings, now));
    };
  }

  /** The runtime has nothing of it: what is to end has ended, what is to run is made anew. */
  private static List<SandboxEvent> missing(
      Life life, Task task, LifecycleSettings settings, Instant now) {
    return switch (task.order()) {
      case PROVISION, START -> List.of(Wishes.provisionAnew(life));
      case STOP -> List.of(new SandboxEvent.Stopped(Optional.empty(), true, now));
      case REMOVE -> removed(settings, now);
      case PURGE -> purged(life, now);
    };
  }

  /** Where something of it may be it stays: a second one elsewhere could run beside it (I1). */
  private static List<SandboxEvent> startFailed(
      Life life, WorkOutcome.Failed failed, LifecycleSettings settings, Instant now) {
    boolean stays = life.proven() || failed.mayRemain();
    if (!stays) {
      return elsewhere(life, failed, settings, now);
    }
    return List.of(
        failed.retryable()
            ? delayed(life, failed, settings, now)
            : new SandboxEvent.Failed(failed.code(), failed.message(), false, Map.of()));
  }

  private static SandboxEvent delayed(
      Life life, WorkOutcome.Failed failed, LifecycleSettings settings, Instant now) {
    return new SandboxEvent.Delayed(
        failed.code(), failed.message(), settings.backOff(now, life.failures()));
  }

  private static List<SandboxEvent> removed(LifecycleSettings settings, Instant now) {
    return List.of(
        new SandboxEvent.Archived(Optional.of(now.plus(settings.workspaceRetention())), now));
  }

  /** Its files are nowhere yet, so any host will do: at once the first time, then with pauses. */
  private static List<SandboxEvent> elsewhere(
      Life life, WorkOutcome.Failed failed, LifecycleSettings settings, Instant now) {
    if (!failed.retryable() || life.failures() + 1 >= settings.placementAttempts()) {
      return List.of(
          new SandboxEvent.Failed(failed.code(), failed.message(), failed.retryable(), Map.of()));
    }
    Optional<Instant> again =
        life.failures() == 0
            ? Optional.empty()
            : Optional.of(settings.backOff(now, life.failures() - 1));
    return life.seat()
        .<List<SandboxEvent>>map(at ->
            List.of(
                new SandboxEvent.PlacementFailed(
                    at.host(), failed.code(), failed.message(), life.attempt() + 1, again)))
        .orElse(List.of());
  }

  /**
   * The host did not take the order. When nothing can have begun there another host is tried; else
   * it is asked again later: its files may be there, and its workload may run (I1).
   *
   * @param sentBefore the same order went to the host earlier, and may have been taken
   */
  static Decision<SandboxEvent> declined(
      Sandbox sandbox,
      int number,
      Refusal refusal,
      boolean sentBefore,
      LifecycleSettings settings,
      Instant now) {
    return switch (sandbox) {
      case Absent _ -> Wishes.notFound();
      case Life life ->
          life.task()
              .filter(task -> task.number() == number)
              .map(
                  task -> Decision.accept(declined(life, task, refusal, sentBefore, settings, now)))
              .orElse(Decision.already());
    };
  }

  private static List<SandboxEvent> declined(
      Life life,
      Task task,
      Refusal refusal,
      boolean sentBefore,
      LifecycleSettings settings,
      Instant now) {
    var failed = new WorkOutcome.Failed(refusal.code(), refusal.message(), true);
    boolean mayRunThere = sentBefore && !NOTHING_RUNS_THERE.contains(refusal.code());
    return switch (task.order()) {
      case PROVISION, START ->
          life.proven() || mayRunThere
              ? again(life, refusal)
              : elsewhere(life, failed, settings, now);
      case PURGE ->
          life.status() == Status.ARCHIVED && GONE_FOR_GOOD.contains(refusal.code())
              ? purged(life, now)
              : List.of();
      case STOP, REMOVE -> List.of();
    };
  }

  /** The order is repeated by itself; only room must be there for it. */
  private static List<SandboxEvent> again(Life life, Refusal refusal) {
    return life.seat()
        .filter(seat -> seat.claimed() && refusal.code().equals("no_reservation"))
        .<List<SandboxEvent>>map(
            seat -> List.of(new SandboxEvent.ReservationLost(seat.host(), life.attempt() + 1)))
        .orElse(List.of());
  }
}
