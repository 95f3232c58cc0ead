package io.gstacks.agent.runtime.docker;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A raw byte stream from and to the engine. One thread reads, another may write. */
interface EngineStream extends Closeable {
  /** Waits for some bytes; -1 at the end. */
  int read(ByteBuffer into) throws IOException;

  void write(ByteBuffer from) throws IOException;

  /** The other side reads the end of its input. docker-java cannot do this. */
  void endOutput() throws IOException;

  /** Fills the buffer; false at the end, if nothing of it came. */
  default boolean readFully(ByteBuffer into) throws IOException {
    var nothingYet = into.position();
    while (into.hasRemaining()) {
      if (read(into) < 0) {
        if (into.position() == nothingYet) {
          return false;
        }
        throw new EOFException("the engine ended a frame half way");
      }
    }
    return true;
  }
}
