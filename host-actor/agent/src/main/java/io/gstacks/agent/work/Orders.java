package io.gstacks.agent.work;

import io.gstacks.agent.protocol.CleanupItem;
import io.gstacks.agent.protocol.Work;
import io.gstacks.agent.protocol.Workload;
import io.gstacks.agent.protocol.WorkloadState;
import io.gstacks.agent.runtime.ContainerRuntime;
import io.gstacks.agent.runtime.Deadline;
import io.gstacks.agent.runtime.ProvisionOrder;
import io.gstacks.agent.runtime.Steps;
import io.gstacks.agent.runtime.WorkFailedException;
import io.gstacks.agent.runtime.WorkFailedException.Code;
import io.gstacks.agent.state.AgentMemory;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Follows one order, reading from the runtime what can be read, so that every order may come twice.
 */
final class Orders {
  private final ContainerRuntime runtime;
  private final AgentMemory memory;
  private final Duration maxGrace;

  Orders(ContainerRuntime runtime, AgentMemory memory, Duration maxGrace) {
    this.runtime = runtime;
    this.memory = memory;
    this.maxGrace = maxGrace;
  }

  /** The workload as it is afterwards. */
  Workload follow(Work work, boolean knownHere, Deadline deadline, Steps steps) throws IOException {
    var after =
        switch (work.getOrderCase()) {
          case PROVISION -> provision(work, knownHere, deadline, steps);
          case START -> steps.time("start", () -> runtime.start(existing(work), deadline));
          case STOP -> steps.time("stop", () -> runtime.stop(existing(work), grace(work)));
          case REMOVE -> remove(work);
          case ORDER_NOT_SET -> throw new WorkFailedException(Code.INVALID, "no order");
        };
    if (after.getState() != WorkloadState.ABSENT) {
      remember(after);
    }
    return after;
  }

  private void remember(Workload after) {
    try {
      memory.saw(after);
    } catch (IOException e) {
      throw WorkFailedException.ofDisk("the agent's disk", e).leaving(true);
    }
  }

  private Workload provision(Work work, boolean knownHere, Deadline deadline, Steps steps)
      throws IOException {
    var existing = newestOf(work, knownHere, steps);
    return existing.isPresent()
        ? startedOrRemoved(existing.get(), deadline, steps)
        : runtime.provision(
            new ProvisionOrder(
                work.getSandboxId(), work.getGeneration(), work.getProvision(), deadline, steps));
  }

  /** What an earlier order of this generation left; the older ones are removed. */
  private Optional<Workload> newestOf(Work work, boolean knownHere, Steps steps) {
    try {
      var held = steps.time("look", () -> runtime.inventory(work.getSandboxId()));
      for (var older : WorkRules.older(held, work.getGeneration())) {
        removeAndForget(older);
      }
      return WorkRules.exactly(held, work.getGeneration());
    } catch (WorkFailedException e) {
      throw e.leaving(knownHere);
    } catch (IOException e) {
      throw WorkFailedException.ofDisk("the agent's disk", e).leaving(knownHere);
    }
  }

  /** What will never start is not left behind. */
  private Workload startedOrRemoved(Workload existing, Deadline deadline, Steps steps)
      throws IOException {
    try {
      return steps.time("start", () -> runtime.start(existing, deadline));
    } catch (WorkFailedException e) {
      if (e.retryable()) {
        throw e.leaving(true);
      }
      removeAndForget(existing);
      throw e;
    }
  }

  private Workload remove(Work work) throws IOException {
    for (var held : WorkRules.upTo(runtime.inventory(work.getSandboxId()), work.getGeneration())) {
      removeAndForget(held);
    }
    if (work.getRemove().getPurgeWorkspace()) {
      runtime.purge(work.getSandboxId());
    }
    return Workload.newBuilder()
        .setSandboxId(work.getSandboxId())
        .setGeneration(work.getGeneration())
        .setState(WorkloadState.ABSENT)
        .setReason(Sightings.REMOVED)
        .build();
  }

  /** Removes what the control plane wants gone before it says Welcome; workspaces stay. */
  void cleanUp(CleanupItem item) throws IOException {
    var id = item.getSandboxId();
    memory.fence(id, memory.fence(id).removedUpTo(item.getUpToGeneration()));
    for (var held : WorkRules.upTo(runtime.inventory(id), item.getUpToGeneration())) {
      removeAndForget(held);
    }
  }

  private void removeAndForget(Workload workload) throws IOException {
    runtime.remove(workload);
    memory.lostSightOf(workload.getContainer());
  }

  private Workload existing(Work work) {
    return WorkRules.exactly(runtime.inventory(work.getSandboxId()), work.getGeneration())
        .orElseThrow(() ->
            new WorkFailedException(
                Code.NO_SUCH_WORKLOAD,
                "this host holds no workload of generation " + work.getGeneration()));
  }

  private Duration grace(Work work) {
    var asked = Duration.ofMillis(Integer.toUnsignedLong(work.getStop().getGraceMillis()));
    return asked.compareTo(maxGrace) > 0 ? maxGrace : asked;
  }
}
