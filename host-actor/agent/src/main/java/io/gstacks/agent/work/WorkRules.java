package io.gstacks.agent.work;

import io.gstacks.agent.protocol.Work;
import io.gstacks.agent.protocol.WorkFailure;
import io.gstacks.agent.protocol.WorkResult;
import io.gstacks.agent.protocol.Workload;
import io.gstacks.agent.runtime.WorkFailedException;
import io.gstacks.agent.runtime.WorkFailedException.Code;
import io.gstacks.agent.state.Fence;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether an order is followed. Pure: what is remembered goes in, a verdict comes out. */
public final class WorkRules {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.:-]{1,128}");

  private WorkRules() {}

  /** What an order comes to. */
  public sealed interface Verdict {
    /** It was followed before; this was the answer, and is again. */
    record Repeat(WorkResult result) implements Verdict {}

    record Refuse(WorkFailure failure) implements Verdict {}

    /**
     * Follow it, with this fence on disk first.
     *
     * @param knownHere whether anything was ordered for its sandbox before, and may be here
     */
    record Follow(Fence fence, boolean knownHere) implements Verdict {}
  }

  public static Verdict judge(Work work, Optional<WorkResult> stored, Fence fence) {
    if (stored.isPresent()) {
      return new Verdict.Repeat(stored.get());
    }
    if (!ID.matcher(work.getCommandId()).matches() || !ID.matcher(work.getSandboxId()).matches()) {
      return refuse(Code.INVALID, "an id is 1 to 128 letters, digits, _ . : or -");
    }
    var generation = work.getGeneration();
    return switch (work.getOrderCase()) {
      case PROVISION ->
          fence.refusesProvision(generation)
              ? stale(fence)
              : new Verdict.Follow(fence.ordered(generation), fence.isKnown());
      case REMOVE ->
          fence.refusesOther(generation)
              ? stale(fence)
              : new Verdict.Follow(fence.removedUpTo(generation), fence.isKnown());
      case START, STOP ->
          fence.refusesOther(generation)
              ? stale(fence)
              : new Verdict.Follow(fence, fence.isKnown());
      case ORDER_NOT_SET -> refuse(Code.INVALID, "this agent does not know such an order");
    };
  }

  /** Those that a provision of this generation must remove first. */
  public static List<Workload> older(List<Workload> workloads, long generation) {
    return workloads.stream().filter(workload -> workload.getGeneration() < generation).toList();
  }

  /** Those that a removal up to this generation takes away. */
  public static List<Workload> upTo(List<Workload> workloads, long generation) {
    return workloads.stream().filter(workload -> workload.getGeneration() <= generation).toList();
  }

  public static Optional<Workload> exactly(List<Workload> workloads, long generation) {
    return workloads.stream()
        .filter(workload -> workload.getGeneration() == generation)
        .findFirst();
  }

  private static Verdict stale(Fence fence) {
    return refuse(
        Code.STALE_GENERATION,
        "generation %d was ordered here, and up to %d removed"
            .formatted(fence.highest(), fence.removed()));
  }

  private static Verdict refuse(Code code, String message) {
    return new Verdict.Refuse(WorkFailedException.failure(code, message));
  }
}
