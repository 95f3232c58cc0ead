package io.gstacks.agent.runtime.simulated;

import com.google.protobuf.ByteString;
import io.gstacks.agent.protocol.Exec;
import io.gstacks.agent.runtime.Chunk;
import io.gstacks.agent.runtime.ExecProcess;
import java.util.Optional;

/** A command that says its own words, and ends well. */
final class SimulatedExec implements ExecProcess {
  private Optional<Chunk> output;

  SimulatedExec(Exec exec) {
    var words = String.join(" ", exec.getCommandList());
    this.output =
        words.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Chunk(
                    Chunk.Stream.STDOUT, ByteString.copyFromUtf8("simulated: " + words + "\n")));
  }

  @Override
  public Optional<Chunk> read() {
    var next = output;
    output = Optional.empty();
    return next;
  }

  @Override
  public void write(ByteString stdin) {}

  @Override
  public void endInput() {}

  @Override
  public void resize(int rows, int columns) {}

  @Override
  public void signal(String name) {}

  @Override
  public void kill() {}

  @Override
  public int exitCode() {
    return 0;
  }

  @Override
  public void close() {}
}
