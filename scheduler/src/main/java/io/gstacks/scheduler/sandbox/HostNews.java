package io.gstacks.scheduler.sandbox;

import io.gstacks.host.HostId;
import io.gstacks.host.work.Workload;
import io.gstacks.persistence.entity.Decision;
import io.gstacks.scheduler.sandbox.Sandbox.Absent;
import io.gstacks.scheduler.sandbox.Sandbox.Life;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What its host tells of by itself. */
final class HostNews {
  private HostNews() {}

  /** A workload changed by itself. Only the live one counts. */
  static Decision<SandboxEvent> changed(
      Sandbox sandbox, HostId host, Workload workload, LifecycleSettings settings, Instant now) {
    return switch (sandbox) {
      case Absent _ -> Wishes.notFound();
      case Life life when life.livesOn(host) && workload.generation() == life.generation() ->
          Decision.accept(takenIn(life, workload, settings, now));
      case Life _ -> Decision.already();
    };
  }

  /** What follows from the state in which its host sees the live workload. */
  static List<SandboxEvent> takenIn(
      Life life, Workload workload, LifecycleSettings settings, Instant now) {
    return switch (workload.state()) {
      case RUNNING -> seenRunning(life, workload, now);
      case CREATED, EXITED, ABSENT ->
          switch (life.status()) {
            case RUNNING -> List.of(ended(workload, settings, now));
            case STOPPING ->
                List.of(
                    new SandboxEvent.Stopped(
                        Optional.of(workload.exitCode()),
                        workload.state() == Workload.State.ABSENT,
                        now));
            case CREATING, STARTING, STOPPED, ERROR, ARCHIVING, ARCHIVED -> List.of();
          };
    };
  }

  private static List<SandboxEvent> seenRunning(Life life, Workload workload, Instant now) {
    var started = new SandboxEvent.Started(Container.of(workload), now);
    return switch (life.status()) {
      case CREATING, STARTING -> List.of(started);
      case STOPPED, ERROR ->
          life.wanted() == Wanted.RUNNING
              ? List.of(started)
              : List.of(new SandboxEvent.StopRequested());
      case RUNNING, STOPPING, ARCHIVING, ARCHIVED -> List.of();
    };
  }

  static SandboxEvent ended(Workload workload, LifecycleSettings settings, Instant now) {
    var code = workload.reason().isEmpty() ? "removed" : workload.reason();
    return switch (code) {
      case "removed", "engine_lost", "agent_stopped" ->
          new SandboxEvent.Interrupted(
              code, workload.state() == Workload.State.ABSENT, now, settings.backOff(now, 0));
      default -> new SandboxEvent.Exited(code, workload.exitCode(), now);
    };
  }

  /** Its host will not come back. What was on its way to the archive is there. */
  static Decision<SandboxEvent> hostLost(Sandbox sandbox, HostId host, Instant now) {
    return switch (sandbox) {
      case Absent _ -> Wishes.notFound();
      case Life life -> Decision.accept(hostLost(life, host, now));
    };
  }

  private static List<SandboxEvent> hostLost(Life life, HostId host, Instant now) {
    var events = new ArrayList<SandboxEvent>();
    life.leftovers().stream()
        .filter(left -> left.host().equals(host))
        .map(left -> new SandboxEvent.Released(host, left.attempt()))
        .forEach(events::add);
    if (life.livesOn(host)) {
      events.add(new SandboxEvent.HostLost(host, life.generation() + 1));
      if (life.status() == Status.ARCHIVING) {
        events.addAll(Wishes.ended(life.purging(), now));
      }
    } else if (life.status() == Status.ARCHIVED
        && life.workspace().map(host::equals).orElse(false)) {
      events.addAll(WorkNews.purged(life, now));
    }
    return events;
  }

  /** A host holds nothing for it any more. */
  static Decision<SandboxEvent> released(Sandbox sandbox, HostId host, long attempt) {
    return switch (sandbox) {
      case Absent _ -> Wishes.notFound();
      case Life life when life.leftovers().stream().anyMatch(left -> left.is(host, attempt)) ->
          Decision.accept(new SandboxEvent.Released(host, attempt));
      case Life _ -> Decision.already();
    };
  }

  /** The host that it was found on has reserved for it. */
  static Decision<SandboxEvent> adopted(Sandbox sandbox, HostId host, long attempt) {
    return switch (sandbox) {
      case Absent _ -> Wishes.notFound();
      case Life life
          when life.seat().map(at -> at.is(host, attempt) && !at.claimed()).orElse(false) ->
          Decision.accept(new SandboxEvent.Adopted(host, attempt));
      case Life _ -> Decision.already();
    };
  }

  /** A step of a long task, for the record. */
  static Decision<SandboxEvent> progressed(
      Sandbox sandbox, HostId host, String step, String detail) {
    return switch (sandbox) {
      case Absent _ -> Wishes.notFound();
      case Life life when life.livesOn(host) && life.task().isPresent() ->
          Decision.accept(new SandboxEvent.Progressed(step, detail));
      case Life _ -> Decision.already();
    };
  }
}
