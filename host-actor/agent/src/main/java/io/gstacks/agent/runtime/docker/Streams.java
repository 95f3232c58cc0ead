package io.gstacks.agent.runtime.docker;

import io.gstacks.agent.protocol.Exec;
import io.gstacks.agent.protocol.Logs;
import io.gstacks.agent.runtime.Chunk;
import io.gstacks.agent.runtime.ChunkSource;
import io.gstacks.agent.runtime.ExecProcess;
import io.gstacks.agent.runtime.WorkFailedException;
import io.gstacks.agent.runtime.WorkFailedException.Code;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Byte streams of containers: commands and logs. */
final class Streams {
  private static final int CONFLICT = 409;
  private static final int NOT_FOUND = 404;

  private final Engine engine;
  private final EngineSocket socket;

  Streams(Engine engine, EngineSocket socket) {
    this.engine = engine;
    this.socket = socket;
  }

  ExecProcess exec(String container, Exec exec) {
    var directory = exec.getWorkingDirectory();
    var create =
        engine
            .client()
            .execCreateCmd(container)
            .withCmd(exec.getCommandList().toArray(String[]::new))
            .withEnv(environment(exec))
            .withWorkingDir(directory.isEmpty() ? ContainerSpec.HOME : directory)
            .withAttachStdin(exec.getStdin())
            .withAttachStdout(true)
            .withAttachStderr(true)
            .withTty(exec.getTty());
    if (!exec.getUser().isEmpty()) {
      create.withUser(exec.getUser());
    }
    var id = EngineErrors.asking(create::exec).getId();
    var start = "{\"Detach\":false,\"Tty\":" + exec.getTty() + "}";
    var process =
        new DockerExec(
            engine, id, open(() -> socket.hijack("/exec/" + id + "/start", start)), exec.getTty());
    if (exec.getTty() && exec.getRows() > 0 && exec.getColumns() > 0) {
      process.resize(exec.getRows(), exec.getColumns());
    }
    return process;
  }

  ChunkSource logs(String container, Logs logs) {
    var path =
        "/containers/%s/logs?stdout=1&stderr=1&follow=%s&tail=%s&since=%d"
            .formatted(
                container,
                logs.getFollow() ? "1" : "0",
                logs.getTail() == 0 ? "all" : Integer.toUnsignedString(logs.getTail()),
                logs.getSinceUnixSeconds());
    return new LogSource(open(() -> socket.get(path)));
  }

  private static List<String> environment(Exec exec) {
    return exec.getEnvironmentMap().entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .toList();
  }

  /** Opens a stream of the engine. */
  interface Opening {
    EngineStream open() throws IOException;
  }

  static EngineStream open(Opening opening) {
    try {
      return opening.open();
    } catch (EngineRefusedException refused) {
      var gone = refused.status() == CONFLICT || refused.status() == NOT_FOUND;
      throw new WorkFailedException(
          gone ? Code.NO_SUCH_WORKLOAD : Code.INVALID,
          String.valueOf(refused.getMessage()),
          refused);
    } catch (IOException e) {
      throw new WorkFailedException(
          Code.RUNTIME_UNAVAILABLE, "the Docker Engine does not answer: " + e.getMessage(), e);
    }
  }

  /** The engine's log stream; nobody writes to it. */
  private static final class LogSource implements ChunkSource {
    private final EngineStream stream;
    private final Demultiplexer output;

    LogSource(EngineStream stream) {
      this.stream = stream;
      this.output = new Demultiplexer(stream, true);
    }

    @Override
    public Optional<Chunk> read() throws IOException {
      return output.read();
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }
}
