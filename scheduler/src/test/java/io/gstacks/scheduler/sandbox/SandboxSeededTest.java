package io.gstacks.scheduler.sandbox;

import static io.gstacks.scheduler.sandbox.Samples.ID;
import static io.gstacks.scheduler.sandbox.Samples.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.host.work.Workload;
import io.gstacks.persistence.entity.Decision;
import io.gstacks.scheduler.sandbox.Agenda.Errand;
import io.gstacks.scheduler.sandbox.Sandbox.Life;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Walks at random: owners, schedulers, hosts and time say anything in any order. Whatever is
 * decided follows, what must hold holds, and once everyone does what is asked of them, the sandbox
 * gets where it is wanted. A failure names its seed.
 */
class SandboxSeededTest {
  private static final int SEEDS = 1_500;
  private static final int STEPS = 60;

  @Test
  void anythingInAnyOrderKeepsTheRules() {
    for (int seed = 0; seed < SEEDS; seed++) {
      var random = new Random(seed);
      Sandbox sandbox = Sandbox.absent();
      var now = Samples.NOW;
      for (int step = 0; step < STEPS; step++) {
        now = now.plusMillis(random.nextInt(4_000));
        var before = sandbox;
        sandbox = Walk.apply(before, Walk.anything(before, random, now));
        check(before, sandbox, now, where(seed, step));
      }
    }
  }

  @Test
  void walksComeByEverything() {
    var seen = new HashSet<Class<?>>();
    for (int seed = 0; seed < SEEDS; seed++) {
      Walk.events(seed, STEPS).forEach(event -> seen.add(event.getClass()));
    }

    assertThat(seen).contains(SandboxEvent.class.getPermittedSubclasses());
  }

  @Test
  void onceAllDoTheirPartItGetsWhereItIsWanted() {
    for (int seed = 0; seed < SEEDS; seed++) {
      var random = new Random(seed);
      Sandbox sandbox = Samples.requested();
      var now = Samples.NOW;
      for (int step = 0; step < random.nextInt(STEPS); step++) {
        now = now.plusMillis(random.nextInt(4_000));
        sandbox = Walk.apply(sandbox, Walk.anything(sandbox, random, now));
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
    var state = Walk.apply(sandbox, Agenda.tick(sandbox, now));
    for (var errand : Agenda.errands(state, now)) {
      state = Walk.apply(state, success(state, errand, now));
    }
    return state;
  }

  private static Decision<SandboxEvent> success(Sandbox sandbox, Errand errand, Instant now) {
    var life = (Life) sandbox;
    return switch (errand) {
      case Errand.AskForPlace(var attempt) ->
          PlacementNews.placed(sandbox, attempt, Walk.HOSTS.getFirst());
      case Errand.Perform(var task) ->
          WorkNews.finished(
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

  /** Made only for a failure: a life is a long text. */
  private static Supplier<String> where(int seed, int step) {
    return () -> "seed " + seed + " step " + step;
  }

  private static void check(Sandbox before, Sandbox after, Instant now, Supplier<String> where) {
    if (before instanceof Life was && after instanceof Life is) {
      assertThat(is.generation()).as(where).isGreaterThanOrEqualTo(was.generation());
      assertThat(is.attempt()).as(where).isGreaterThanOrEqualTo(was.attempt());
      if (was.status() == Status.ARCHIVED) {
        assertThat(is.status()).as(where).isEqualTo(Status.ARCHIVED);
      }
    }
    if (after instanceof Life life) {
      check(life, now, () -> where.get() + ": " + life);
    }
  }

  private static void check(Life life, Instant now, Supplier<String> where) {
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
    assertThat(SandboxViews.of(ID, life, Optional.empty()).status())
        .as(where)
        .isEqualTo(life.status().text());
    life.seat()
        .ifPresent(seat ->
            assertThat(
                    life.leftovers().stream()
                        .anyMatch(left -> left.is(seat.host(), seat.attempt())))
                .as(where)
                .isFalse());
  }
}
