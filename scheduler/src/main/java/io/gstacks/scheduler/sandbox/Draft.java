package io.gstacks.scheduler.sandbox;

import io.gstacks.host.HostId;
import io.gstacks.scheduler.sandbox.Sandbox.Life;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A {@link Life} in the making: what {@link Fold} changes, one event at a time. */
final class Draft {
  private final Life before;
  Status status;
  Wanted wanted;
  long attempt;
  long generation;
  Optional<Seat> seat;
  Optional<Container> container;
  Optional<HostId> workspace;
  Set<HostId> avoided;
  List<Seat> leftovers;
  int tasks;
  Optional<Task> task;
  int failures;
  Optional<Instant> again;
  boolean purging;
  Optional<SandboxView.Reason> reason;
  Optional<Integer> exitCode;
  Set<String> ignored;
  Times times;

  Draft(Life life) {
    before = life;
    status = life.status();
    wanted = life.wanted();
    attempt = life.attempt();
    generation = life.generation();
    seat = life.seat();
    container = life.container();
    workspace = life.workspace();
    avoided = life.avoided();
    leftovers = life.leftovers();
    tasks = life.tasks();
    task = life.task();
    failures = life.failures();
    again = life.again();
    purging = life.purging();
    reason = life.reason();
    exitCode = life.exitCode();
    ignored = life.ignored();
    times = life.times();
  }

  /** A new task in place of the one before, if there was one. */
  void begin(Task.Order order, Optional<Instant> notBefore) {
    task = Optional.of(new Task(++tasks, order, notBefore));
    again = Optional.empty();
  }

  void begin(Task.Order order) {
    begin(order, Optional.empty());
  }

  /** Nothing more is asked of the host. */
  void rest() {
    task = Optional.empty();
    again = Optional.empty();
    failures = 0;
  }

  void because(String code, String message, boolean retryable) {
    reason = Optional.of(new SandboxView.Reason(code, message, retryable));
  }

  /** Gives the reservation up; its host is told until it has released it. */
  void leave() {
    seat.ifPresent(left -> {
      leftovers = new ArrayList<>(leftovers);
      leftovers.add(left);
    });
    seat = Optional.empty();
    container = Optional.empty();
  }

  void avoid(HostId host) {
    avoided = new HashSet<>(avoided);
    avoided.add(host);
  }

  void ignore(String container) {
    ignored = new HashSet<>(ignored);
    ignored.add(container);
  }

  Life life() {
    return new Life(
        before.tenant(),
        before.spec(),
        status,
        wanted,
        attempt,
        generation,
        seat,
        container,
        workspace,
        avoided,
        leftovers,
        tasks,
        task,
        failures,
        again,
        purging,
        reason,
        exitCode,
        ignored,
        times);
  }
}
