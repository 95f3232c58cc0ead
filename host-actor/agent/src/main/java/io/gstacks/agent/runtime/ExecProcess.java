package io.gstacks.agent.runtime;

import com.google.protobuf.ByteString;
import java.io.IOException;

/** A command that runs inside a workload. Closing it lets go of the streams and ends nothing. */
public interface ExecProcess extends ChunkSource {
  /** Blocks while the process does not read. */
  void write(ByteString stdin) throws IOException;

  /** The process reads the end of its input. */
  void endInput() throws IOException;

  void resize(int rows, int columns);

  /** Sends a signal such as {@code TERM} to the process and to all that it started. */
  void signal(String name);

  /** Ends the process and all that it started, wherever they went inside the workload. */
  void kill();

  /** After the end of its output: its exit code, 128 + n when signal n ended it. */
  int exitCode() throws IOException;
}
