package io.gstacks.agent.runtime.docker;

import java.nio.ByteBuffer;

/** A stream of known bytes, which come in pieces of at most so many. */
record ScriptedStream(ByteBuffer bytes, int most) implements EngineStream {
  @Override
  public int read(ByteBuffer into) {
    if (!bytes.hasRemaining()) {
      return -1;
    }
    var count = Math.min(most, Math.min(bytes.remaining(), into.remaining()));
    into.put(bytes.slice(bytes.position(), count));
    bytes.position(bytes.position() + count);
    return count;
  }

  @Override
  public void write(ByteBuffer from) {
    from.position(from.limit());
  }

  @Override
  public void endOutput() {}

  @Override
  public void close() {}
}
