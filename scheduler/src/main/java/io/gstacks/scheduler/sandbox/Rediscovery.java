package io.gstacks.scheduler.sandbox;

import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.work.SandboxPort.Claim;
import io.gstacks.host.work.WorkOutcome;
import io.gstacks.host.work.Workload;
import io.gstacks.scheduler.sandbox.Sandbox.Absent;
import io.gstacks.scheduler.sandbox.Sandbox.Life;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a workload that a host found is this sandbox's. The recorded place counts, unless the
 * finder's workload is of a higher generation, or of the same one while the recorded host is away
 * or no longer has it: then the sandbox is rebound (an agent that was installed anew on the same
 * machine is another host with the old containers).
 */
final class Rediscovery {
  /** What the finder is told, and what is recorded. */
  sealed interface Verdict {
    record Answered(Claim claim, Optional<String> why, List<SandboxEvent> events)
        implements Verdict {
      public Answered {
        events = List.copyOf(events);
      }
    }

    /** It depends on whether the recorded host is connected, which must be asked first. */
    record DependsOn(HostId recorded) implements Verdict {}
  }

  /** One sandbox has a few containers in its life; more would be somebody's game. */
  private static final int IGNORED_NOTED = 16;

  private Rediscovery() {}

  static Verdict judge(
      Sandbox sandbox,
      HostId finder,
      ClusterId cluster,
      Workload workload,
      LifecycleSettings settings,
      Instant now) {
    return switch (sandbox) {
      case Absent _ -> verdict(Claim.IGNORED_NOT_FOUND, "no such sandbox");
      case Life life when !life.spec().cluster().equals(cluster) ->
          verdict(Claim.IGNORED_NOT_FOUND, "it belongs to another cluster");
      case Life life when wasGivenUp(life, workload) ->
          verdict(Claim.STALE, "its start was given up, and then it was archived");
      case Life life when life.status() == Status.ARCHIVED -> archived(life, finder, workload);
      case Life life -> judge(life, finder, workload, settings, now);
    };
  }

  private static Verdict judge(
      Life life, HostId finder, Workload workload, LifecycleSettings settings, Instant now) {
    if (life.seat().isEmpty() || workload.generation() < life.generation()) {
      return verdict(
          Claim.STALE,
          "its generation "
              + life.generation()
              + " is not on this host as "
              + workload.generation());
    }
    var recorded = life.seat().orElseThrow().host();
    if (recorded.equals(finder) && workload.generation() == life.generation()) {
      return ours(HostNews.takenIn(life, workload, settings, now));
    }
    if (recorded.equals(finder)
        || workload.generation() > life.generation()
        || (life.proven() && life.container().isEmpty())) {
      return rebind(life, finder, workload, settings, now);
    }
    return new Verdict.DependsOn(recorded);
  }

  /**
   * A host that fell away while it started a sandbox may have done so after all. Nobody but us
   * asked for that, and nobody has used it, so it goes: left alone it would run for ever.
   */
  private static boolean wasGivenUp(Life life, Workload workload) {
    return life.status() == Status.ARCHIVED
        && life.times().started().isEmpty()
        && workload.generation() <= life.generation();
  }

  private static Verdict.Answered archived(Life life, HostId finder, Workload workload) {
    var news =
        life.ignored().size() < IGNORED_NOTED && !life.ignored().contains(workload.container());
    return new Verdict.Answered(
        Claim.IGNORED_ARCHIVED,
        Optional.of("it is archived"),
        news
            ? List.of(
                new SandboxEvent.RediscoveryIgnored(
                    finder,
                    workload.container(),
                    workload.containerName(),
                    workload.generation(),
                    "archived"))
            : List.of());
  }

  /** The same question, now that it is known whether the recorded host is connected. */
  static Verdict.Answered judge(
      Sandbox sandbox,
      HostId finder,
      ClusterId cluster,
      Workload workload,
      boolean recordedIsAway,
      LifecycleSettings settings,
      Instant now) {
    return switch (judge(sandbox, finder, cluster, workload, settings, now)) {
      case Verdict.Answered answered -> answered;
      case Verdict.DependsOn _ when recordedIsAway && sandbox instanceof Life life ->
          rebind(life, finder, workload, settings, now);
      case Verdict.DependsOn _ ->
          verdict(Claim.STALE, "it lives on another host, which is connected");
    };
  }

  private static Verdict.Answered rebind(
      Life life, HostId finder, Workload workload, LifecycleSettings settings, Instant now) {
    var from = life.seat().orElseThrow().host();
    var rebound =
        new SandboxEvent.Rebound(
            from, finder, life.attempt() + 1, workload.generation(), Container.of(workload));
    var events = new ArrayList<SandboxEvent>();
    events.add(rebound);
    if (Fold.apply(life, rebound) instanceof Life after) {
      events.addAll(HostNews.takenIn(after, workload, settings, now));
    }
    return ours(events);
  }

  private static Verdict.Answered ours(List<SandboxEvent> events) {
    return new Verdict.Answered(Claim.OURS, Optional.empty(), events);
  }

  private static Verdict.Answered verdict(Claim claim, String why) {
    return new Verdict.Answered(claim, Optional.of(why), List.of());
  }

  /** Whether a reservation is the one that it lives by. */
  static Claim holds(Sandbox sandbox, HostId host, long attempt) {
    return switch (sandbox) {
      case Life life when life.seat().map(at -> at.is(host, attempt)).orElse(false) -> Claim.OURS;
      case Life _, Absent _ -> Claim.STALE;
    };
  }

  /**
   * What it means for a sandbox that counts as running how its host answered to a start. Nothing,
   * when that found it.
   */
  static List<SandboxEvent> checked(
      Sandbox sandbox, HostId host, WorkOutcome outcome, LifecycleSettings settings, Instant now) {
    if (!(sandbox instanceof Life life) || life.status() != Status.RUNNING || !life.livesOn(host)) {
      return List.of();
    }
    return switch (outcome) {
      case WorkOutcome.Done(var workload, _) -> HostNews.takenIn(life, workload, settings, now);
      case WorkOutcome.Failed(var code, _, var retryable, _) -> {
        boolean gone = code.equals("no_such_workload");
        yield gone || retryable
            ? List.of(
                new SandboxEvent.Interrupted(
                    gone ? "removed" : "engine_lost", gone, now, settings.backOff(now, 0)))
            : List.of();
      }
    };
  }
}
