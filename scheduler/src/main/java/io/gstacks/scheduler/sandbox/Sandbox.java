package io.gstacks.scheduler.sandbox;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.gstacks.host.HostId;
import io.gstacks.persistence.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One sandbox by the rules: nothing yet, or a life. Pure; what commands come to is in {@link
 * Wishes} (its owner), {@link PlacementNews} (the scheduler), {@link WorkNews}, {@link HostNews}
 * and {@link Rediscovery} (its host); what is due in {@link Agenda}; what events do in {@link
 * Fold}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Sandbox.Absent.class, name = "absent"),
  @JsonSubTypes.Type(value = Sandbox.Life.class, name = "life")
})
public sealed interface Sandbox {
  static Sandbox absent() {
    return new Absent();
  }

  record Absent() implements Sandbox {}

  /**
   * A sandbox that was requested.
   *
   * @param attempt the last try of placement
   * @param generation the highest under which it was ever provisioned; agents refuse lower ones
   * @param seat the reservation that it lives by
   * @param container what the runtime made for it, as far as is known
   * @param workspace the host that keeps its files
   * @param avoided hosts that failed it since it last ran
   * @param leftovers reservations that it gave up and that their hosts have yet to release
   * @param tasks how many tasks it ever had
   * @param task what it wants of its host now
   * @param failures in a row, since it last ran or was told something
   * @param again when it tries anew by itself, or when its kept workspace expires
   * @param ignored containers of it that hosts showed after it was archived; noted once each
   * @param purging whether it goes out of lists once its workspace is gone
   */
  record Life(
      TenantId tenant,
      SandboxSpec spec,
      Status status,
      Wanted wanted,
      long attempt,
      long generation,
      Optional<Seat> seat,
      Optional<Container> container,
      Optional<HostId> workspace,
      Set<HostId> avoided,
      List<Seat> leftovers,
      int tasks,
      Optional<Task> task,
      int failures,
      Optional<Instant> again,
      boolean purging,
      Optional<SandboxView.Reason> reason,
      Optional<Integer> exitCode,
      Set<String> ignored,
      Times times)
      implements Sandbox {
    public Life {
      avoided = Set.copyOf(avoided);
      ignored = Set.copyOf(ignored);
      leftovers = List.copyOf(leftovers);
    }

    /** Whether it waits for a host. */
    boolean placing() {
      return seat.isEmpty()
          && switch (status) {
            case CREATING, STARTING -> true;
            case RUNNING, STOPPING, STOPPED, ERROR, ARCHIVING, ARCHIVED -> false;
          };
    }

    /** The host that its tasks are for. */
    Optional<HostId> host() {
      return seat.map(Seat::host).or(() -> workspace);
    }

    boolean livesOn(HostId host) {
      return seat.map(at -> at.host().equals(host)).orElse(false);
    }

    /** Whether its present place has run it, so that its files are there and it stays. */
    boolean proven() {
      return seat.map(Seat::proven).orElse(false);
    }

    /** Whether its first start at this place is on its way: hosts bound how many are. */
    boolean firstStart() {
      return !proven() && task.map(now -> now.order().starts()).orElse(false);
    }

    /** Whether its owner wants it to run and it does not, with a time to try again. */
    boolean interrupted() {
      return status == Status.STOPPED && wanted == Wanted.RUNNING;
    }

    /** The same with some of it changed. */
    Life with(Consumer<Draft> change) {
      var draft = new Draft(this);
      change.accept(draft);
      return draft.life();
    }
  }
}
