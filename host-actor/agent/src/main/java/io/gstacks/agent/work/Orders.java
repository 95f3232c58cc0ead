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
  Workload follow(Work work, Deadline deadline, Steps steps) throws IOException {
    var after =
        switch (work.getOrderCase()) {
          case PROVISION -> provision(work, deadline, steps);
          case START -> steps.time("start", () -> runtime.start(existing(work), deadline));
          case STOP -> steps.time("stop", () -> runtime.stop(existing(work), grace(work)));
          case REMOVE -> remove(work);
          case ORDER_NOT_SET -> throw new WorkFailedException(Code.INVALID, "no order");
        };
    if (after.getState() != WorkloadState.ABSENT) {
      memory.saw(after);
    }
    return after;
  }

  private Workload provision(Work work, Deadline deadline, Steps steps) throws IOException {
    var held = steps.time("look", () -> runtime.inventory(work.getSandboxId()));
    for (var older : WorkRules.older(held, work.getGeneration())) {
      removeAndForget(older);
    }
    var existing = WorkRules.exactly(held, work.getGeneration());
    if (existing.isPresent()) {
      return steps.time("start", () -> runtime.start(existing.get(), deadline));
    }
    return runtime.provision(
        new ProvisionOrder(
            work.getSandboxId(), work.getGeneration(), work.getProvision(), deadline, steps));
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
