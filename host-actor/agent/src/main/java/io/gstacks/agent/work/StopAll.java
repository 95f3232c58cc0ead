package io.gstacks.agent.work;

import io.gstacks.agent.protocol.Workload;
import io.gstacks.agent.protocol.WorkloadState;
import io.gstacks.agent.runtime.ContainerRuntime;
import io.gstacks.agent.state.AgentMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Stops or removes every workload at once, while no agent runs, and remembers that it was us. */
public final class StopAll {
  private final ContainerRuntime runtime;
  private final AgentMemory memory;
  private final Duration grace;

  public StopAll(ContainerRuntime runtime, AgentMemory memory, Duration grace) {
    this.runtime = runtime;
    this.memory = memory;
    this.grace = grace;
  }

  /** Answers how many ran. */
  public int stop() throws IOException, InterruptedException {
    var running =
        runtime.inventory().stream().filter(w -> w.getState() == WorkloadState.RUNNING).toList();
    each(running, this::stopped);
    return running.size();
  }

  /** Removes all of them and deletes their workspaces; answers how many there were. */
  public int remove() throws IOException, InterruptedException {
    var all = runtime.inventory();
    each(all, this::removed);
    return all.size();
  }

  private void stopped(Workload workload) {
    var stopped = runtime.stop(workload, grace);
    see(stopped.toBuilder().setReason(Sightings.AGENT_STOPPED).build());
  }

  private void removed(Workload workload) {
    runtime.remove(workload);
    runtime.purge(workload.getSandboxId());
  }

  private void see(Workload workload) {
    try {
      memory.saw(workload);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void each(List<Workload> workloads, Consumer<Workload> work)
      throws IOException, InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      workloads.forEach(workload -> all.add(threads.submit(() -> work.accept(workload))));
      for (var one : all) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    }
  }
}
