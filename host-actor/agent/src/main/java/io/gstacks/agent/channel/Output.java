package io.gstacks.agent.channel;

import io.gstacks.agent.protocol.ChannelFrame;
import io.gstacks.agent.runtime.Chunk;
import io.gstacks.agent.runtime.ChunkSource;
import java.io.IOException;

/** Carries a workload's output into a channel, piece by piece, no faster than it is taken. */
final class Output {
  private Output() {}

  static void carry(ChunkSource source, ChannelLine line) throws IOException {
    for (var chunk = source.read(); chunk.isPresent(); chunk = source.read()) {
      line.send(frame(chunk.get()));
    }
  }

  private static ChannelFrame.Builder frame(Chunk chunk) {
    return switch (chunk.stream()) {
      case STDOUT -> ChannelFrame.newBuilder().setStdout(chunk.bytes());
      case STDERR -> ChannelFrame.newBuilder().setStderr(chunk.bytes());
    };
  }
}
