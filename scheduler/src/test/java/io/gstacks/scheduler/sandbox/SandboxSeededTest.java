package io.gstacks.scheduler.sandbox;

import static io.gstacks.scheduler.sandbox.Samples.CLUSTER;
import static io.gstacks.scheduler.sandbox.Samples.ID;
import static io.gstacks.scheduler.sandbox.Samples.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.host.HostId;
import io.gstacks.host.work.WorkOutcome;
import io.gstacks.host.work.Workload;
import io.gstacks.persistence.Ulid;
import io.gstacks.persistence.entity.Decision;
import io.gstacks.persistence.entity.Refusal;
import io.gstacks.scheduler.sandbox.Agenda.Errand;
import io.gstacks.scheduler.sandbox.Sandbox.Life;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Walks at random: owners, schedulers, hosts and time say anything in any order. Whatever is
 * decided follows, what must hold holds, and once everyone does what is asked of them, the sandbox
 * gets where it is wanted. A failure names its seed.
 */
class SandboxSeededTest {
  private static final int SEEDS = 3_000;
  private static final int STEPS = 60;
  private static final List<HostId> HOSTS =
      IntStream.range(0, 3).mapToObj(i -> new HostId("hst_" + Ulid.derived("h" + i))).toList();

  private static final List<Workload.State> STATES = List.of(Workload.State.values());
  private static final List<HostPresence> PRESENCES =
      List.of(HostPresence.CONNECTED, HostPresence.AWAY, HostPresence.GONE);

  @Test
  void anythingInAnyOrderKeepsTheRules() {
    for (int seed = 0; seed < SEEDS; seed++) {
      var random = new Random(seed);
      Sandbox sandbox = Sandbox.absent();
      var now = Samples.NOW;
      for (int step = 0; step < STEPS; step++) {
        now = now.plusMillis(random.nextInt(4_000));
        var before = sandbox;
        sandbox = apply(before, anything(before, random, now));
        check(before, sandbox, now, "seed " + seed + " step " + step);
      }
    }
  }

  @Test
  void onceAllDoTheirPartItGetsWhereItIsWanted() {
    for (int seed = 0; seed < SEEDS; seed++) {
      var random = new Random(seed);
      Sandbox sandbox = Samples.requested();
      var now = Samples.NOW;
      for (int step = 0; step < random.nextInt(STEPS); step++) {
        now = now.plusMillis(random.nextInt(4_000));
        sandbox = apply(sandbox, anything(sandbox, random, now));
      }
      for (int round = 0; round < 20; round++) {
        now = now.plus(Duration.ofMinutes(1));
        sandbox = allDoTheirPart(sandbox, now);
      }
      var life = (Life) sandbox;
      assertThat(arrived(life)).as("seed %d: %s", seed, life).isTrue();
      assertThat(life.leftovers()).as("seed %d: %s", seed, life).isEmpty();
      assertThat(life.task()).as("seed %d: %s", seed, life).isEmpty();
    }
  }

  private static boolean arrived(Life life) {
    return switch (life.wanted()) {
      case RUNNING -> life.status() == Status.RUNNING || life.status() == Status.ERROR;
      case STOPPED -> life.status() == Status.STOPPED || life.status() == Status.ERROR;
      case ARCHIVED -> life.status() == Status.ARCHIVED;
    };
  }

  private static Sandbox allDoTheirPart(Sandbox sandbox, Instant now) {
    var state = apply(sandbox, Agenda.tick(sandbox, now));
    for (var errand : Agenda.errands(state, now)) {
      state = apply(state, success(state, errand, now));
    }
    return state;
  }

  private static Decision<SandboxEvent> success(Sandbox sandbox, Errand errand, Instant now) {
    var life = (Life) sandbox;
    return switch (errand) {
      case Errand.AskForPlace(var attempt) ->
          PlacementNews.placed(sandbox, attempt, HOSTS.getFirst());
      case Errand.Perform(var task) ->
          HostNews.finished(
              sandbox,
              life.host().orElseThrow(),
              task.number(),
              Samples.done(
                  life.generation(),
                  task.order().starts() ? Workload.State.RUNNING : Workload.State.ABSENT),
              SETTINGS,
              now);
      case Errand.Release(var left) -> HostNews.released(sandbox, left.host(), left.attempt());
      case Errand.Claim(var seat) -> HostNews.adopted(sandbox, seat.host(), seat.attempt());
    };
  }

  private static Sandbox apply(Sandbox sandbox, Decision<SandboxEvent> decision) {
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

  private static Decision<SandboxEvent> anything(Sandbox sandbox, Random random, Instant now) {
    var host = HOSTS.get(random.nextInt(HOSTS.size()));
    var attempt = attempt(sandbox) + random.nextInt(2) - random.nextInt(2);
    int task = Math.max(0, tasks(sandbox) - random.nextInt(2));
    var workload = workload(sandbox, random);
    return switch (random.nextInt(15)) {
      case 0 -> Wishes.create(sandbox, Samples.TENANT, Samples.spec(), now);
      case 1 -> Wishes.start(sandbox);
      case 2 -> Wishes.stop(sandbox, now);
      case 3 -> archive(sandbox, random, now);
      case 4, 5 -> PlacementNews.placed(sandbox, attempt, host);
      case 6 -> PlacementNews.unplaceable(sandbox, attempt, "full", Map.of("cpu", 1));
      case 7, 8 ->
          HostNews.finished(
              sandbox, at(sandbox, host), task, outcome(workload, random), SETTINGS, now);
      case 9 ->
          HostNews.declined(
              sandbox,
              task,
              Refusal.conflict(random.nextBoolean() ? "host_disconnected" : "no_reservation", ""),
              SETTINGS,
              now);
      case 10 -> HostNews.changed(sandbox, at(sandbox, host), workload, SETTINGS, now);
      case 11 ->
          Decision.accept(
              Rediscovery.judge(
                      sandbox, host, CLUSTER, workload, random.nextBoolean(), SETTINGS, now)
                  .events());
      case 12 ->
          random.nextInt(4) == 0
              ? HostNews.hostLost(sandbox, host, now)
              : HostNews.released(sandbox, host, attempt);
      case 13 ->
          Decision.accept(
              Rediscovery.checked(
                  sandbox, at(sandbox, host), outcome(workload, random), SETTINGS, now));
      default -> Agenda.tick(sandbox, now);
    };
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

  private static void check(Sandbox before, Sandbox after, Instant now, String where) {
    if (before instanceof Life was && after instanceof Life is) {
      assertThat(is.generation()).as(where).isGreaterThanOrEqualTo(was.generation());
      assertThat(is.attempt()).as(where).isGreaterThanOrEqualTo(was.attempt());
      if (was.status() == Status.ARCHIVED) {
        assertThat(is.status()).as(where + ": I7").isEqualTo(Status.ARCHIVED);
      }
    }
    if (after instanceof Life life) {
      check(life, now, where + ": " + life);
    }
  }

  private static void check(Life life, Instant now, String where) {
    var order = life.task().map(Task::order);
    switch (life.status()) {
      case CREATING, STARTING ->
          assertThat(life.placing() || order.map(Task.Order::starts).orElse(false))
              .as(where)
              .isTrue();
      case RUNNING -> {
        assertThat(life.proven()).as(where).isTrue();
        assertThat(order).as(where).isEmpty();
      }
      case STOPPING -> assertThat(order).as(where).contains(Task.Order.STOP);
      case ARCHIVING ->
          assertThat(order.filter(o -> o == Task.Order.REMOVE || o == Task.Order.PURGE))
              .as(where)
              .isPresent();
      case STOPPED -> assertThat(life.again().isPresent()).as(where).isEqualTo(life.interrupted());
      case ERROR -> assertThat(life.reason()).as(where).isPresent();
      case ARCHIVED -> assertThat(life.seat()).as(where).isEmpty();
    }
    if (order.isPresent()) {
      assertThat(life.host()).as(where).isPresent();
    }
    if (!life.status().settled() || life.interrupted() || !life.leftovers().isEmpty()) {
      assertThat(Agenda.wakeAt(life, now, SETTINGS.repeatAfter())).as(where).isPresent();
    }
    if (life.times().deleted().isPresent()) {
      assertThat(life.workspace()).as(where).isEmpty();
    }
    assertThat(SandboxViews.of(ID, life).status()).as(where).isEqualTo(life.status().text());
    life.seat()
        .ifPresent(seat ->
            assertThat(
                    life.leftovers().stream()
                        .anyMatch(left -> left.is(seat.host(), seat.attempt())))
                .as(where)
                .isFalse());
  }
}
