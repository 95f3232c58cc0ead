package io.gstacks.agent.work;

import io.gstacks.agent.protocol.Workload;
import io.gstacks.agent.protocol.WorkloadState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a look at the runtime says, given what was seen before. Pure.
 *
 * <p>Example: a workload was last seen running; the engine was away for a while; now it has exited
 * with 137. Nobody watched, so the reason is {@code engine_lost}, and the control plane starts it
 * again. Had the agent watched, it would be {@code exited}.
 */
public final class Sightings {
  public static final String EXITED = "exited";
  public static final String OOM_KILLED = "oom_killed";
  public static final String REMOVED = "removed";
  public static final String ENGINE_LOST = "engine_lost";
  public static final String DISK_LIMIT = "disk_limit";
  public static final String AGENT_STOPPED = "agent_stopped";

  /** Whether the agent was looking when it happened. */
  public enum Watch {
    WATCHED,
    UNWATCHED
  }

  private Sightings() {}

  /** The workload with the reason of its end, as far as one can be known. */
  public static Workload explain(Optional<Workload> before, Workload now, Watch watch) {
    if (now.getState() != WorkloadState.EXITED) {
      return now.toBuilder().clearReason().build();
    }
    var known = before.filter(seen -> seen.getContainer().equals(now.getContainer()));
    if (known.filter(seen -> seen.getState() == WorkloadState.EXITED).isPresent()) {
      return now.toBuilder().setReason(known.get().getReason()).build();
    }
    var lost =
        known.filter(seen -> seen.getState() == WorkloadState.RUNNING).isPresent()
            && watch == Watch.UNWATCHED
            && !now.getReason().equals(OOM_KILLED);
    return lost ? now.toBuilder().setReason(ENGINE_LOST).build() : now;
  }

  /** A workload that the runtime no longer holds. */
  public static Workload gone(Workload before) {
    return before.toBuilder()
        .setState(WorkloadState.ABSENT)
        .setReason(REMOVED)
        .clearExitCode()
        .build();
  }

  /** Whether SIGKILL ended it: 128 and the signal's number, as shells and engines say it. */
  static boolean isKilled(Workload workload) {
    return workload.getState() == WorkloadState.EXITED && workload.getExitCode() == 128 + 9;
  }

  /** Whether this is news: a state that differs, or an end that nothing was known of. */
  public static boolean isNews(Optional<Workload> before, Workload now) {
    return before.map(seen -> seen.getState() != now.getState()).orElse(false);
  }

  /** Every container whose state is another one now, the vanished ones included. */
  public static List<Workload> differing(Collection<Workload> before, Collection<Workload> now) {
    var present = byContainer(now);
    var differing = new ArrayList<Workload>();
    for (var seen : before) {
      var found = Optional.ofNullable(present.get(seen.getContainer()));
      if (found.map(workload -> workload.getState() != seen.getState()).orElse(true)) {
        differing.add(seen);
      }
    }
    return differing;
  }

  private static Map<String, Workload> byContainer(Collection<Workload> workloads) {
    return workloads.stream()
        .collect(Collectors.toMap(Workload::getContainer, Function.identity(), (one, _) -> one));
  }
}
