package io.gstacks.agent.state;

import io.gstacks.agent.protocol.WorkResult;
import io.gstacks.agent.protocol.Workload;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;

/** What the agent must not forget. Safe for use by many threads. */
public interface AgentMemory extends AutoCloseable {
  Fence fence(String sandboxId);

  /** On disk when it returns. */
  void fence(String sandboxId, Fence fence) throws IOException;

  Optional<WorkResult> result(String commandId);

  /** All results not yet acknowledged, oldest first. */
  Collection<WorkResult> results();

  /** On disk when it returns. */
  void keep(WorkResult result) throws IOException;

  void forget(String commandId) throws IOException;

  /** Rises, for ever. */
  long nextReportId() throws IOException;

  /** The workloads as they were last seen, with the reason of those that ended. */
  Collection<Workload> sightings();

  Optional<Workload> sighting(String container);

  /** Survives a kill of the agent; after a power cut the last few may be missing. */
  void saw(Workload workload) throws IOException;

  void lostSightOf(String container) throws IOException;

  @Override
  void close() throws IOException;
}
