package io.gstacks.scheduler.sandbox;

import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.Decision;
import io.gstacks.persistence.entity.Refusal;
import io.gstacks.scheduler.sandbox.Sandbox.Absent;
import io.gstacks.scheduler.sandbox.Sandbox.Life;
import io.gstacks.scheduler.sandbox.SandboxEvent.StartRequested;
import io.gstacks.scheduler.sandbox.SandboxEvent.StartRequested.Way;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What its owner's commands come to. */
final class Wishes {
  private Wishes() {}

  /** A repeat asks for what already is; sealing is random, so sealed values are not compared. */
  static Decision<SandboxEvent> create(
      Sandbox sandbox, TenantId tenant, SandboxSpec spec, Instant now) {
    return switch (sandbox) {
      case Absent _ when !spec.isSane() ->
          Decision.refuse(Refusal.invalid("invalid_resources", "a sandbox needs cpu and memory"));
      case Absent _ -> Decision.accept(new SandboxEvent.Requested(tenant, spec, now));
      case Life life when life.spec().asksTheSameAs(spec) -> Decision.already();
      case Life _ ->
          Decision.refuse(
              new Refusal(
                  Refusal.Kind.UNPROCESSABLE,
                  "idempotency_key_reused",
                  "this sandbox was created by another request",
                  false,
                  Map.of()));
    };
  }

  static Decision<SandboxEvent> start(Sandbox sandbox) {
    return switch (sandbox) {
      case Absent _ -> notFound();
      case Life life ->
          switch (life.status()) {
            case ARCHIVING, ARCHIVED -> isArchived();
            case CREATING, STARTING, RUNNING -> Decision.already();
            case STOPPING -> Decision.accept(startWhereItIs(life));
            case STOPPED, ERROR -> Decision.accept(startAgain(life));
          };
    };
  }

  /** The least that brings a sandbox that rests back to running. */
  static SandboxEvent startAgain(Life life) {
    if (life.seat().isEmpty()) {
      return new StartRequested(Way.PLACE, life.attempt() + 1, life.generation());
    }
    return life.status() == Status.STOPPED && life.container().isPresent()
        ? startWhereItIs(life)
        : provisionAnew(life);
  }

  static SandboxEvent provisionAnew(Life life) {
    return new StartRequested(Way.PROVISION, life.attempt(), life.generation() + 1);
  }

  private static SandboxEvent startWhereItIs(Life life) {
    return new StartRequested(Way.START, life.attempt(), life.generation());
  }

  static Decision<SandboxEvent> stop(Sandbox sandbox, Instant now) {
    return switch (sandbox) {
      case Absent _ -> notFound();
      case Life life ->
          switch (life.status()) {
            case ARCHIVING, ARCHIVED -> isArchived();
            case ERROR ->
                Decision.refuse(
                    Refusal.conflict(
                        "sandbox_not_running", "it is in error; start it or archive it"));
            case STOPPING -> Decision.already();
            case STOPPED ->
                life.wanted() == Wanted.STOPPED ? Decision.already() : stopNow(life, now);
            case CREATING, STARTING, RUNNING -> stopNow(life, now);
          };
    };
  }

  private static Decision<SandboxEvent> stopNow(Life life, Instant now) {
    return life.seat().isPresent()
        ? Decision.accept(new SandboxEvent.StopRequested())
        : Decision.accept(
            List.of(
                new SandboxEvent.StopRequested(),
                new SandboxEvent.Stopped(Optional.empty(), true, now)));
  }

  /** Which host must be there before a sandbox may be archived or purged, if any. */
  static boolean needsHost(Life life, boolean purge) {
    return switch (life.status()) {
      case ARCHIVED -> purge && life.workspace().isPresent();
      case ARCHIVING -> purge && !life.purging();
      case CREATING, RUNNING, STOPPING, STOPPED, STARTING, ERROR ->
          life.seat().isPresent() || (purge && life.workspace().isPresent());
    };
  }

  static Decision<SandboxEvent> archive(
      Sandbox sandbox, boolean purge, HostPresence host, LifecycleSettings settings, Instant now) {
    return switch (sandbox) {
      case Absent _ -> notFound();
      case Life _ when host == HostPresence.AWAY ->
          Decision.refuse(
              Refusal.conflict(
                  "host_disconnected",
                  "its host is away; wait until it is back, or declare it lost"));
      case Life life when host == HostPresence.GONE -> archiveWithoutHost(life, purge, now);
      case Life life ->
          switch (life.status()) {
            case ARCHIVED -> purge ? purgeArchived(life, now) : Decision.already();
            case ARCHIVING ->
                purge && !life.purging()
                    ? Decision.accept(new SandboxEvent.ArchiveRequested(true))
                    : Decision.already();
            case CREATING, RUNNING, STOPPING, STOPPED, STARTING, ERROR ->
                life.seat().isPresent()
                    ? Decision.accept(new SandboxEvent.ArchiveRequested(purge))
                    : archiveUnplaced(life, purge, settings.workspaceRetention(), now);
          };
    };
  }

  private static Decision<SandboxEvent> purgeArchived(Life life, Instant now) {
    if (life.times().deleted().isPresent() || life.purging()) {
      return Decision.already();
    }
    return life.workspace().isPresent()
        ? Decision.accept(new SandboxEvent.WorkspaceExpired(true))
        : Decision.accept(new SandboxEvent.Purged(now));
  }

  private static Decision<SandboxEvent> archiveUnplaced(
      Life life, boolean purge, Duration retention, Instant now) {
    if (life.workspace().isEmpty()) {
      return Decision.accept(ended(purge, now));
    }
    var keepUntil = Optional.of(purge ? now : now.plus(retention));
    var archived = new SandboxEvent.Archived(keepUntil, now);
    return purge
        ? Decision.accept(List.of(archived, new SandboxEvent.WorkspaceExpired(true)))
        : Decision.accept(archived);
  }

  /** Nothing of it is anywhere any more. */
  static List<SandboxEvent> ended(boolean purge, Instant now) {
    var archived = new SandboxEvent.Archived(Optional.empty(), now);
    return purge ? List.of(archived, new SandboxEvent.Purged(now)) : List.of(archived);
  }

  private static Decision<SandboxEvent> archiveWithoutHost(Life life, boolean purge, Instant now) {
    var events = new ArrayList<SandboxEvent>();
    life.seat()
        .ifPresent(at -> events.add(new SandboxEvent.HostLost(at.host(), life.generation() + 1)));
    if (life.status() != Status.ARCHIVED) {
      events.addAll(ended(purge, now));
      return Decision.accept(events);
    }
    if (life.workspace().isPresent()) {
      events.add(new SandboxEvent.WorkspaceRemoved());
    }
    if (purge && life.times().deleted().isEmpty()) {
      events.add(new SandboxEvent.Purged(now));
    }
    return Decision.accept(events);
  }

  static Decision<SandboxEvent> notFound() {
    return Decision.refuse(Refusal.notFound("sandbox"));
  }

  private static Decision<SandboxEvent> isArchived() {
    return Decision.refuse(
        Refusal.conflict("sandbox_archived", "it is archived, and that is final"));
  }
}
