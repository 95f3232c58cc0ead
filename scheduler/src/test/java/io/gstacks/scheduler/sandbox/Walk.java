package io.gstacks.scheduler.sandbox;

import static io.gstacks.scheduler.sandbox.Samples.CLUSTER;
import static io.gstacks.scheduler.sandbox.Samples.SETTINGS;

import io.gstacks.host.HostId;
import io.gstacks.host.work.WorkOutcome;
import io.gstacks.host.work.Workload;
import io.gstacks.persistence.Ulid;
import io.gstacks.persistence.entity.Decision;
import io.gstacks.persistence.entity.Refusal;
import io.gstacks.scheduler.sandbox.Sandbox.Life;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** A random life: owners, schedulers, hosts and time say anything in any order. */
final class Walk {
  static final List<HostId> HOSTS =
      IntStream.range(0, 3).mapToObj(i -> new HostId("hst_" + Ulid.derived("h" + i))).toList();

  private static final List<Workload.State> STATES = List.of(Workload.State.values());
  private static final List<HostPresence> PRESENCES =
      List.of(HostPresence.CONNECTED, HostPresence.AWAY, HostPresence.GONE);

  private Walk() {}

  /** The events of a walk from the request on. */
  static List<SandboxEvent> events(int seed, int steps) {
    var random = new Random(seed);
    var events = new ArrayList<SandboxEvent>();
    Sandbox sandbox = Samples.requested();
    events.add(new SandboxEvent.Requested(Samples.TENANT, Samples.spec(), Samples.NOW));
    var now = Samples.NOW;
    for (int step = 0; step < steps; step++) {
      now = now.plusMillis(random.nextInt(4_000));
      var decision = anything(sandbox, random, now);
      sandbox = apply(sandbox, decision);
      if (decision instanceof Decision.Accept(var decided)) {
        events.addAll(decided);
      }
    }
    return events;
  }

  static Sandbox apply(Sandbox sandbox, Decision<SandboxEvent> decision) {
    return switch (decision) {
      case Decision.Refuse<SandboxEvent> _ -> sandbox;
      case Decision.Accept(var events) -> {
        var state = sandbox;
        for (var event : events) {
          state = Fold.apply(state, event);
        }
        yield state;
      }
    };
  }

  static Decision<SandboxEvent> anything(Sandbox sandbox, Random random, Instant now) {
    var host = HOSTS.get(random.nextInt(HOSTS.size()));
    var attempt = attempt(sandbox) + random.nextInt(2) - random.nextInt(2);
    int task = Math.max(0, tasks(sandbox) - random.nextInt(2));
    var workload = workload(sandbox, random);
    return switch (random.nextInt(20)) {
      case 0 -> Wishes.create(sandbox, Samples.TENANT, Samples.spec(), now);
      case 1 -> Wishes.start(sandbox);
      case 2 -> Wishes.stop(sandbox, now);
      case 3 -> archive(sandbox, random, now);
      case 4, 5 -> PlacementNews.placed(sandbox, attempt, host);
      case 6 -> PlacementNews.unplaceable(sandbox, attempt, "full", Map.of("cpu", 1));
      case 7, 8 ->
          WorkNews.finished(
              sandbox, at(sandbox, host), task, outcome(workload, random), SETTINGS, now);
      case 9 ->
          WorkNews.declined(
              sandbox,
              task,
              Refusal.conflict(random.nextBoolean() ? "host_disconnected" : "no_reservation", ""),
              random.nextBoolean(),
              SETTINGS,
              now);
      case 10 -> HostNews.changed(sandbox, at(sandbox, host), workload, SETTINGS, now);
      case 11 ->
          Decision.accept(
              Rediscovery.judge(
                      sandbox, host, CLUSTER, workload, random.nextBoolean(), SETTINGS, now)
                  .events());
      case 12 -> random.nextInt(4) == 0 ? HostNews.hostLost(sandbox, host, now) : released(sandbox);
      case 13 ->
          Decision.accept(
              Rediscovery.checked(
                  sandbox, at(sandbox, host), outcome(workload, random), SETTINGS, now));
      case 14 -> HostNews.progressed(sandbox, at(sandbox, host), "pull", "some");
      case 15 -> PlacementNews.waiting(sandbox, attempt, "full");
      case 16 -> adopted(sandbox);
      default -> Agenda.tick(sandbox, now);
    };
  }

  private static Decision<SandboxEvent> released(Sandbox sandbox) {
    return sandbox instanceof Life life && !life.leftovers().isEmpty()
        ? HostNews.released(
            sandbox, life.leftovers().getFirst().host(), life.leftovers().getFirst().attempt())
        : Decision.already();
  }

  private static Decision<SandboxEvent> adopted(Sandbox sandbox) {
    return sandbox instanceof Life life && life.seat().isPresent()
        ? HostNews.adopted(sandbox, life.seat().get().host(), life.attempt())
        : Decision.already();
  }

  /** Owners archive rarely, or every walk would end there. */
  private static Decision<SandboxEvent> archive(Sandbox sandbox, Random random, Instant now) {
    if (random.nextInt(6) > 0 || !(sandbox instanceof Life life)) {
      return Decision.already();
    }
    boolean purge = random.nextBoolean();
    var presence =
        Wishes.needsHost(life, purge)
            ? PRESENCES.get(random.nextInt(PRESENCES.size()))
            : HostPresence.NOT_NEEDED;
    return Wishes.archive(sandbox, purge, presence, SETTINGS, now);
  }

  private static Workload workload(Sandbox sandbox, Random random) {
    long generation = Math.max(1, generation(sandbox) + random.nextInt(2) - random.nextInt(2));
    var state = STATES.get(random.nextInt(STATES.size()));
    var reasons = List.of("", "exited", "oom_killed", "removed", "engine_lost", "agent_stopped");
    return Samples.workload(generation, state, reasons.get(random.nextInt(reasons.size())));
  }

  private static WorkOutcome outcome(Workload workload, Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> Samples.fault("runtime_unavailable", true);
      case 1 -> Samples.fault("no_such_workload", false);
      case 2 -> Samples.fault("invalid", false);
      default -> new WorkOutcome.Done(workload, Map.of());
    };
  }

  private static HostId at(Sandbox sandbox, HostId otherwise) {
    return sandbox instanceof Life life ? life.host().orElse(otherwise) : otherwise;
  }

  private static long attempt(Sandbox sandbox) {
    return sandbox instanceof Life life ? life.attempt() : 1;
  }

  private static long generation(Sandbox sandbox) {
    return sandbox instanceof Life life ? life.generation() : 1;
  }

  private static int tasks(Sandbox sandbox) {
    return sandbox instanceof Life life ? life.tasks() : 0;
  }
}
