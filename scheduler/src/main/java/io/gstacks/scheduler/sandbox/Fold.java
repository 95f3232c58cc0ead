package io.gstacks.scheduler.sandbox;

import io.gstacks.scheduler.sandbox.Sandbox.Absent;
import io.gstacks.scheduler.sandbox.Sandbox.Life;
import io.gstacks.scheduler.sandbox.Task.Order;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What each event makes of a sandbox. */
final class Fold {
  private Fold() {}

  /**
   * The state after the event. One that does not follow is corruption or a bug, so it throws:
   * recovery must fail.
   */
  static Sandbox apply(Sandbox sandbox, SandboxEvent event) {
    return switch (sandbox) {
      case Absent _ when event instanceof SandboxEvent.Requested requested -> born(requested);
      case Absent absent -> throw misfit(absent, event);
      case Life life -> {
        if (!follows(life, event)) {
          throw misfit(life, event);
        }
        yield life.with(change(event));
      }
    };
  }

  private static IllegalStateException misfit(Sandbox sandbox, SandboxEvent event) {
    return new IllegalStateException(event + " does not follow " + sandbox);
  }

  private static Life born(SandboxEvent.Requested requested) {
    return new Life(
        requested.tenant(),
        requested.spec(),
        Status.CREATING,
        Wanted.RUNNING,
        1,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        List.of(),
        0,
        Optional.empty(),
        0,
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        Times.created(requested.at()));
  }

  private static boolean follows(Life life, SandboxEvent event) {
    boolean placed = life.seat().isPresent();
    boolean open = !life.status().archived();
    return switch (event) {
      case SandboxEvent.Requested _ -> false;
      case SandboxEvent.Waiting(var attempt, _) -> life.placing() && attempt == life.attempt();
      case SandboxEvent.Placed(_, var attempt, var generation) ->
          life.placing() && attempt == life.attempt() && generation > life.generation();
      case SandboxEvent.PlacementFailed(var host, _, _, var next, _) ->
          life.livesOn(host) && !life.proven() && next > life.attempt();
      case SandboxEvent.Failed _, SandboxEvent.StopRequested _ -> open;
      case SandboxEvent.Started _, SandboxEvent.Exited _, SandboxEvent.Interrupted _ ->
          open && placed;
      case SandboxEvent.Stopped _ -> life.status() == Status.STOPPING;
      case SandboxEvent.StartRequested(var way, var attempt, var generation) ->
          open && startFollows(life, way, attempt, generation);
      case SandboxEvent.Delayed _, SandboxEvent.Progressed _ -> life.task().isPresent();
      case SandboxEvent.ArchiveRequested _ -> placed && life.status() != Status.ARCHIVED;
      case SandboxEvent.Archived _ -> life.status() != Status.ARCHIVED;
      case SandboxEvent.WorkspaceExpired _, SandboxEvent.WorkspaceRemoved _ ->
          life.status() == Status.ARCHIVED && life.workspace().isPresent();
      case SandboxEvent.Purged _ -> life.status() == Status.ARCHIVED && life.workspace().isEmpty();
      case SandboxEvent.HostLost(var host, var generation) ->
          life.livesOn(host) && generation > life.generation();
      case SandboxEvent.Rebound(var from, _, var attempt, var generation, _) ->
          life.status() != Status.ARCHIVED
              && life.livesOn(from)
              && attempt > life.attempt()
              && generation >= life.generation();
      case SandboxEvent.ReservationLost(var host, var attempt) ->
          life.livesOn(host) && attempt > life.attempt();
      case SandboxEvent.RediscoveryIgnored _ -> life.status() == Status.ARCHIVED;
      case SandboxEvent.Adopted(var host, var attempt) ->
          life.seat().map(at -> at.is(host, attempt)).orElse(false);
      case SandboxEvent.Released(var host, var attempt) ->
          life.leftovers().stream().anyMatch(left -> left.is(host, attempt));
    };
  }

  private static boolean startFollows(
      Life life, SandboxEvent.StartRequested.Way way, long attempt, long generation) {
    return switch (way) {
      case PLACE -> life.seat().isEmpty() && attempt > life.attempt();
      case PROVISION -> life.seat().isPresent() && generation > life.generation();
      case START -> life.seat().isPresent();
    };
  }

  private static Consumer<Draft> change(SandboxEvent event) {
    return switch (event) {
      case SandboxEvent.Requested _, SandboxEvent.Progressed _ -> _ -> {};
      case SandboxEvent.Waiting waiting ->
          draft -> draft.because("waiting_for_room", waiting.message(), true);
      case SandboxEvent.Placed placed -> draft -> Changes.placed(draft, placed);
      case SandboxEvent.PlacementFailed failed -> draft -> Changes.placementFailed(draft, failed);
      case SandboxEvent.Started started -> draft -> Changes.started(draft, started);
      case SandboxEvent.Failed failed -> draft -> Changes.failed(draft, failed);
      case SandboxEvent.StopRequested _ -> Changes::stopRequested;
      case SandboxEvent.Stopped stopped -> draft -> Changes.stopped(draft, stopped);
      case SandboxEvent.Exited exited -> draft -> Changes.exited(draft, exited);
      case SandboxEvent.Interrupted interrupted -> draft -> Changes.interrupted(draft, interrupted);
      case SandboxEvent.StartRequested requested ->
          draft -> Changes.startRequested(draft, requested);
      case SandboxEvent.Delayed delayed -> draft -> Changes.delayed(draft, delayed);
      case SandboxEvent.ArchiveRequested(var purge) ->
          draft -> Changes.archiveRequested(draft, purge);
      case SandboxEvent.Archived archived -> draft -> Changes.archived(draft, archived);
      case SandboxEvent.WorkspaceExpired(var purge) ->
          draft -> {
            draft.begin(Order.PURGE);
            draft.purging = purge;
          };
      case SandboxEvent.WorkspaceRemoved _ ->
          draft -> {
            draft.rest();
            draft.workspace = Optional.empty();
          };
      case SandboxEvent.Purged(var at) -> draft -> draft.times = draft.times.deletedAt(at);
      case SandboxEvent.HostLost lost -> draft -> Changes.hostLost(draft, lost);
      case SandboxEvent.Rebound rebound -> draft -> Changes.rebound(draft, rebound);
      case SandboxEvent.ReservationLost lost -> draft -> Changes.reservationLost(draft, lost);
      case SandboxEvent.RediscoveryIgnored ignored -> draft -> draft.ignore(ignored.container());
      case SandboxEvent.Adopted _ -> draft -> draft.seat = draft.seat.map(Seat::withClaim);
      case SandboxEvent.Released(var host, var attempt) ->
          draft ->
              draft.leftovers =
                  draft.leftovers.stream().filter(left -> !left.is(host, attempt)).toList();
    };
  }
}
