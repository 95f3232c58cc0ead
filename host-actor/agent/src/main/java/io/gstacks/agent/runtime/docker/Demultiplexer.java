package io.gstacks.agent.runtime.docker;

import com.google.protobuf.ByteString;
import io.gstacks.agent.runtime.Chunk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Takes the engine's frames apart: a byte for the stream, three of nothing, four of length, then
 * the bytes. A terminal has no frames; all of it is stdout. Answers pieces of at most 32 KiB.
 */
final class Demultiplexer {
  private static final int PIECE = 32 * 1024;
  private static final int STDERR = 2;

  private final EngineStream stream;
  private final boolean framed;
  private final ByteBuffer header = ByteBuffer.allocate(8);
  private final ByteBuffer piece = ByteBuffer.allocate(PIECE);
  private int left;
  private Chunk.Stream of = Chunk.Stream.STDOUT;

  Demultiplexer(EngineStream stream, boolean framed) {
    this.stream = stream;
    this.framed = framed;
  }

  Optional<Chunk> read() throws IOException {
    while (framed && left == 0) {
      if (!stream.readFully(header.clear())) {
        return Optional.empty();
      }
      of = header.get(0) == STDERR ? Chunk.Stream.STDERR : Chunk.Stream.STDOUT;
      left = header.getInt(4);
    }
    piece.clear();
    if (framed) {
      piece.limit(Math.min(left, PIECE));
    }
    if (stream.read(piece) < 0) {
      return Optional.empty();
    }
    left -= framed ? piece.position() : 0;
    return Optional.of(new Chunk(of, ByteString.copyFrom(piece.flip())));
  }
}
