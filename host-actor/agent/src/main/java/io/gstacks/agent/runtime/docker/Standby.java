package io.gstacks.agent.runtime.docker;

import com.google.protobuf.ByteString;
import io.gstacks.agent.runtime.Chunk;
import io.gstacks.agent.runtime.WorkFailedException;
import io.gstacks.agent.runtime.WorkFailedException.Code;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A shell that the engine started in a container ahead of time, and that runs one command after
 * another. It is a command of the engine's own, so that what it starts is as isolated as any: same
 * user, capabilities, seccomp filter, control groups, namespaces and limits.
 */
final class Standby implements Closeable {
  private final EngineStream stream;
  private final Demultiplexer output;
  private final ProcessHandle process;
  private final Map<String, String> environment;
  private final String mark;

  private Standby(
      EngineStream stream,
      Demultiplexer output,
      ProcessHandle process,
      Map<String, String> environment,
      String mark) {
    this.stream = stream;
    this.output = output;
    this.process = process;
    this.environment = environment;
    this.mark = mark;
  }

  /**
   * Starts one, within {@code patience}.
   *
   * @param mark letters and digits that no other shell was given
   * @throws WorkFailedException {@code INVALID} where the image has no shell that can do it
   */
  static Standby start(
      Engine engine, EngineSocket socket, String container, String mark, Duration patience) {
    var create =
        engine
            .client()
            .execCreateCmd(container)
            .withCmd("sh", "-c", StandbyLine.PROGRAM)
            .withWorkingDir(ContainerSpec.HOME)
            .withAttachStdin(true)
            .withAttachStdout(true)
            .withAttachStderr(true);
    var id = EngineErrors.asking(create::exec).getId();
    var stream =
        Streams.open(
            () -> socket.hijack("/exec/" + id + "/start", "{\"Detach\":false,\"Tty\":false}"));
    try {
      return ready(engine, container, id, stream, mark, patience);
    } catch (IOException | RuntimeException e) {
      close(stream);
      throw e instanceof WorkFailedException known
          ? known
          : new WorkFailedException(Code.INTERNAL, String.valueOf(e.getMessage()), e);
    }
  }

  private static Standby ready(
      Engine engine,
      String container,
      String id,
      EngineStream stream,
      String mark,
      Duration patience)
      throws IOException {
    var output = new Demultiplexer(stream, true);
    stream.write(ByteBuffer.wrap((mark + "\n").getBytes(StandardCharsets.UTF_8)));
    var first = new Impatient(patience).call(output::read);
    if (!first.map(Chunk::bytes).equals(Optional.of(ByteString.copyFromUtf8("R")))) {
      throw new WorkFailedException(Code.INVALID, "the image has no sh, setsid and env");
    }
    var pid = EngineErrors.asking(() -> engine.client().inspectExecCmd(id).exec()).getPidLong();
    var process =
        Optional.ofNullable(pid)
            .flatMap(ProcessHandle::of)
            .filter(found -> PipeHolders.isOf(found.pid(), container))
            .orElseThrow(() -> new IOException("its process is not seen here"));
    return new Standby(stream, output, process, environment(process.pid()), mark);
  }

  /** As the engine gave it, whatever the shell has made of it since. */
  private static Map<String, String> environment(long pid) throws IOException {
    var text =
        new String(
            Files.readAllBytes(Path.of("/proc/" + pid + "/environ")), StandardCharsets.UTF_8);
    var environment = new TreeMap<String, String>();
    for (var entry : List.of(text.split("\0"))) {
      int equals = entry.indexOf('=');
      if (equals > 0) {
        environment.put(entry.substring(0, equals), entry.substring(equals + 1));
      }
    }
    return environment;
  }

  byte[] mark() {
    return StandbyLine.mark(mark);
  }

  Map<String, String> environment() {
    return environment;
  }

  boolean lives() {
    return process.isAlive();
  }

  /** Whether nothing that a command left behind could write into the output of the next. */
  boolean alone() {
    try {
      return PipeHolders.alone(process.pid());
    } catch (IOException e) {
      return false;
    }
  }

  /** The command that it runs, or the shell that will become the next. */
  Optional<ProcessHandle> command() {
    return process.children().findFirst();
  }

  void write(ByteBuffer bytes) throws IOException {
    stream.write(bytes);
  }

  void endInput() throws IOException {
    stream.endOutput();
  }

  Optional<Chunk> read() throws IOException {
    return output.read();
  }

  /** It reads the end of its input and ends, after the command that it runs. */
  @Override
  public void close() {
    close(stream);
  }

  private static void close(EngineStream stream) {
    try {
      stream.close();
    } catch (IOException e) {
      // it is gone already
    }
  }
}
