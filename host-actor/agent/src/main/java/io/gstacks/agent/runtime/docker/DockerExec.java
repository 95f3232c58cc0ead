package io.gstacks.agent.runtime.docker;

import com.google.protobuf.ByteString;
import io.gstacks.agent.runtime.Chunk;
import io.gstacks.agent.runtime.ExecProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A command that the engine runs inside a container. */
final class DockerExec implements ExecProcess {
  private static final Logger LOG = LoggerFactory.getLogger(DockerExec.class);
  private static final Duration EXIT_WAIT = Duration.ofSeconds(10);

  private final Engine engine;
  private final String id;
  private final EngineStream stream;
  private final Demultiplexer output;

  DockerExec(Engine engine, String id, EngineStream stream, boolean tty) {
    this.engine = engine;
    this.id = id;
    this.stream = stream;
    this.output = new Demultiplexer(stream, !tty);
  }

  @Override
  public Optional<Chunk> read() throws IOException {
    return output.read();
  }

  @Override
  public void write(ByteString stdin) throws IOException {
    for (var piece : stdin.asReadOnlyByteBufferList()) {
      stream.write(piece);
    }
  }

  @Override
  public void endInput() throws IOException {
    stream.endOutput();
  }

  @Override
  public void resize(int rows, int columns) {
    EngineErrors.asking(() -> engine.client().resizeExecCmd(id).withSize(rows, columns).exec());
  }

  @Override
  public void signal(String name) {
    pid().ifPresent(root -> Signals.send(name, ProcessTree.living(root)));
  }

  @Override
  public void kill() {
    try {
      pid().ifPresent(ProcessTree::kill);
    } catch (RuntimeException e) {
      LOG.atWarn().addKeyValue("error", e.getMessage()).log("a command could not be killed");
    }
  }

  /** The engine tells it a moment after the end of the output. */
  @Override
  public int exitCode() throws IOException {
    var until = System.nanoTime() + EXIT_WAIT.toNanos();
    for (var pause = 1L; ; pause = Math.min(pause * 2, 200)) {
      var state = EngineErrors.asking(() -> engine.client().inspectExecCmd(id).exec());
      var code = state.getExitCodeLong();
      if (code != null && !Boolean.TRUE.equals(state.isRunning())) {
        return code.intValue();
      }
      if (System.nanoTime() - until > 0) {
        throw new IOException("the engine did not tell an exit code");
      }
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }

  /** As the host numbers it; empty when it has ended or has not begun. */
  private OptionalLong pid() {
    var state = EngineErrors.asking(() -> engine.client().inspectExecCmd(id).exec());
    var pid = state.getPidLong();
    return pid == null || pid <= 1 || !Boolean.TRUE.equals(state.isRunning())
        ? OptionalLong.empty()
        : OptionalLong.of(pid);
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
