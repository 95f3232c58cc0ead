package io.gstacks.agent.runtime;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Output of a workload, pulled: who does not read stops the writer. */
public interface ChunkSource extends Closeable {
  /** Waits for the next bytes; empty at the end. */
  Optional<Chunk> read() throws IOException;
}
