package io.gstacks.scheduler.sandbox;

import io.gstacks.scheduler.sandbox.Task.Order;
import java.util.Optional;
import java.util.Set;

/** The larger ones of the changes that {@link Fold} makes. */
final class Changes {
  private Changes() {}

  static void placed(Draft draft, SandboxEvent.Placed event) {
    draft.seat = Optional.of(Seat.fresh(event.host(), event.attempt()));
    draft.workspace = Optional.of(event.host());
    draft.generation = event.generation();
    draft.reason = Optional.empty();
    draft.begin(Order.PROVISION);
  }

  static void placementFailed(Draft draft, SandboxEvent.PlacementFailed event) {
    draft.leave();
    draft.avoid(event.host());
    draft.attempt = event.nextAttempt();
    draft.task = Optional.empty();
    draft.again = event.again();
    draft.failures++;
    draft.because(event.code(), event.message(), true);
  }

  static void started(Draft draft, SandboxEvent.Started event) {
    draft.status = Status.RUNNING;
    draft.container = Optional.of(event.container());
    draft.seat = draft.seat.map(Seat::withProof);
    draft.avoided = Set.of();
    draft.reason = Optional.empty();
    draft.exitCode = Optional.empty();
    draft.times = draft.times.startedAt(event.at());
    draft.rest();
  }

  static void failed(Draft draft, SandboxEvent.Failed event) {
    draft.status = Status.ERROR;
    draft.reason =
        Optional.of(
            new SandboxView.Reason(
                event.code(), event.message(), event.retryable(), event.filters()));
    draft.avoided = Set.of();
    draft.rest();
    if (!draft.seat.map(Seat::proven).orElse(false)) {
      draft.leave();
    }
  }

  static void stopRequested(Draft draft) {
    draft.status = Status.STOPPING;
    draft.wanted = Wanted.STOPPED;
    draft.reason = Optional.empty();
    draft.rest();
    if (draft.seat.isPresent()) {
      draft.begin(Order.STOP);
    }
  }

  static void stopped(Draft draft, SandboxEvent.Stopped event) {
    draft.status = Status.STOPPED;
    draft.exitCode = event.exitCode();
    draft.times = draft.times.stoppedAt(event.at());
    if (event.gone()) {
      draft.container = Optional.empty();
    }
    draft.reason = Optional.empty();
    draft.rest();
  }

  static void exited(Draft draft, SandboxEvent.Exited event) {
    draft.status = Status.STOPPED;
    draft.wanted = Wanted.STOPPED;
    draft.because(event.code(), Words.of(event.code()), true);
    draft.exitCode = Optional.of(event.exitCode());
    draft.times = draft.times.stoppedAt(event.at());
    draft.rest();
  }

  static void interrupted(Draft draft, SandboxEvent.Interrupted event) {
    draft.status = Status.STOPPED;
    draft.because(event.code(), Words.of(event.code()), true);
    draft.times = draft.times.stoppedAt(event.at());
    if (event.gone()) {
      draft.container = Optional.empty();
    }
    draft.rest();
    draft.again = Optional.of(event.again());
  }

  static void startRequested(Draft draft, SandboxEvent.StartRequested event) {
    draft.status = Status.STARTING;
    draft.wanted = Wanted.RUNNING;
    draft.exitCode = Optional.empty();
    draft.reason = Optional.empty();
    draft.attempt = event.attempt();
    draft.generation = event.generation();
    draft.rest();
    switch (event.way()) {
      case PLACE -> draft.avoided = Set.of();
      case PROVISION -> {
        draft.container = Optional.empty();
        draft.begin(Order.PROVISION);
      }
      case START -> draft.begin(Order.START);
    }
  }

  static void delayed(Draft draft, SandboxEvent.Delayed event) {
    draft.failures++;
    draft.because(event.code(), event.message(), true);
    draft.task.ifPresent(task -> draft.begin(task.order(), Optional.of(event.again())));
  }

  static void archiveRequested(Draft draft, boolean purge) {
    draft.status = Status.ARCHIVING;
    draft.wanted = Wanted.ARCHIVED;
    draft.purging = purge;
    draft.rest();
    draft.begin(purge ? Order.PURGE : Order.REMOVE);
  }

  static void archived(Draft draft, SandboxEvent.Archived event) {
    draft.status = Status.ARCHIVED;
    draft.wanted = Wanted.ARCHIVED;
    draft.times = draft.times.archivedAt(event.at());
    draft.leave();
    draft.rest();
    draft.again = event.keepUntil();
    if (event.keepUntil().isEmpty()) {
      draft.workspace = Optional.empty();
    }
  }

  static void hostLost(Draft draft, SandboxEvent.HostLost event) {
    draft.status = Status.ERROR;
    draft.generation = event.generation();
    draft.seat = Optional.empty();
    draft.container = Optional.empty();
    draft.workspace = Optional.empty();
    draft.because("host_lost", Words.of("host_lost"), true);
    draft.rest();
  }

  /** What it was about to ask of the old host it asks of the new one. */
  static void rebound(Draft draft, SandboxEvent.Rebound event) {
    draft.leave();
    draft.seat = Optional.of(new Seat(event.host(), event.attempt(), true, false));
    draft.container = Optional.of(event.container());
    draft.workspace = Optional.of(event.host());
    draft.attempt = event.attempt();
    draft.generation = event.generation();
    draft.task.ifPresent(
        task -> draft.begin(task.order() == Order.PROVISION ? Order.START : task.order()));
  }

  static void reservationLost(Draft draft, SandboxEvent.ReservationLost event) {
    draft.attempt = event.attempt();
    draft.seat =
        draft.seat.map(seat -> new Seat(seat.host(), event.attempt(), seat.proven(), false));
  }
}
