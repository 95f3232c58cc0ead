package io.gstacks.agent.runtime;

import io.gstacks.agent.protocol.CachedImage;
import io.gstacks.agent.protocol.Exec;
import io.gstacks.agent.protocol.Logs;
import io.gstacks.agent.protocol.Runtime;
import io.gstacks.agent.protocol.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What runs workloads on a host. Sees and touches those of this installation only. Every method
 * blocks and throws {@link WorkFailedException}; callers are virtual threads, and never two at once
 * for one sandbox.
 */
public interface ContainerRuntime extends AutoCloseable {
  /** The last word on its health; asks nobody. */
  Runtime health();

  /** From now on tells what happens. Called once. */
  void watch(Consumer<RuntimeEvent> listener);

  /** All workloads, with exit codes; their reasons are those that the runtime itself knows. */
  List<Workload> inventory();

  /** All generations of one sandbox. */
  List<Workload> inventory(String sandboxId);

  Optional<Workload> inspect(String container);

  /**
   * Creates and starts a workload. Leaves nothing behind when it fails, unless the failure says
   * that something may remain; then the runtime was not to be reached, and this may be tried again.
   */
  Workload provision(ProvisionOrder order);

  Workload start(Workload workload, Deadline deadline);

  Workload stop(Workload workload, Duration grace);

  /** Removes a workload and keeps its workspace. */
  void remove(Workload workload);

  /** Deletes the workspace of a sandbox. */
  void purge(String sandboxId);

  ExecProcess exec(Workload workload, Exec exec);

  ChunkSource logs(Workload workload, Logs logs);

  /**
   * The id of the main process of a running workload, as this host counts processes. Fails with
   * {@code UNSUPPORTED} where workloads are no processes.
   */
  long mainProcess(Workload workload);

  /** The newest images that need no pull, at most 200. */
  List<CachedImage> images();

  /** What it can do here, as words for placement. */
  List<String> traits();

  @Override
  void close();
}
