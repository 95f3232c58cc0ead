package io.gstacks.agent.runtime.docker;

import com.google.protobuf.ByteString;
import io.gstacks.agent.protocol.Exec;
import io.gstacks.agent.runtime.Chunk;
import io.gstacks.agent.runtime.ExecProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;

/** A command that a standby shell runs. */
final class StandbyExec implements ExecProcess {
  /** What is said of a process that was killed, which its shell was as well. */
  private static final int KILLED = 137;

  private final Standby shell;
  private final boolean withInput;
  private final MarkedOutput out;
  private final MarkedOutput err;
  private final Consumer<Standby> giveBack;
  private boolean broken;

  private StandbyExec(Standby shell, boolean withInput, byte[] mark, Consumer<Standby> giveBack) {
    this.shell = shell;
    this.withInput = withInput;
    this.out = new MarkedOutput(mark);
    this.err = new MarkedOutput(mark);
    this.giveBack = giveBack;
  }

  /** Fails before anything has run when the shell is gone. */
  static StandbyExec run(Standby shell, Exec exec, Consumer<Standby> giveBack) throws IOException {
    shell.write(ByteBuffer.wrap(StandbyLine.of(exec, shell.environment())));
    return new StandbyExec(shell, exec.getStdin(), shell.mark(), giveBack);
  }

  @Override
  public Optional<Chunk> read() throws IOException {
    while (!broken && !ended()) {
      var chunk = shell.read();
      broken = chunk.isEmpty();
      if (chunk.isPresent()) {
        var told = of(chunk.get().stream()).take(chunk.get().bytes());
        if (!told.isEmpty()) {
          return Optional.of(new Chunk(chunk.get().stream(), told));
        }
      }
    }
    return broken
        ? rest(Chunk.Stream.STDOUT).or(() -> rest(Chunk.Stream.STDERR))
        : Optional.empty();
  }

  private Optional<Chunk> rest(Chunk.Stream stream) {
    return Optional.of(of(stream).rest())
        .filter(rest -> !rest.isEmpty())
        .map(rest -> new Chunk(stream, rest));
  }

  private MarkedOutput of(Chunk.Stream stream) {
    return switch (stream) {
      case STDOUT -> out;
      case STDERR -> err;
    };
  }

  private boolean ended() {
    return out.ended() && err.ended() && code().isPresent();
  }

  /** It stands between the mark and a line's end. */
  private Optional<String> code() {
    var behind = out.behind().toStringUtf8();
    return Optional.of(behind.indexOf('\n'))
        .filter(end -> end >= 0)
        .map(end -> behind.substring(0, end));
  }

  /** Nobody has written since: what a command left behind may do so at any time. */
  private boolean isClean() {
    return err.behind().isEmpty() && out.behind().toStringUtf8().equals(code().orElse("") + "\n");
  }

  @Override
  public void write(ByteString stdin) throws IOException {
    if (withInput) {
      for (var piece : stdin.asReadOnlyByteBufferList()) {
        shell.write(piece);
      }
    }
  }

  @Override
  public void endInput() throws IOException {
    if (withInput) {
      shell.endInput();
    }
  }

  /** It has no terminal. */
  @Override
  public void resize(int rows, int columns) {}

  @Override
  public void signal(String name) {
    shell.command().ifPresent(root -> Signals.send(name, ProcessTree.living(root.pid())));
  }

  @Override
  public void kill() {
    shell.command().ifPresent(root -> ProcessTree.kill(root.pid()));
  }

  @Override
  public int exitCode() {
    return code().filter(_ -> ended()).map(Integer::parseInt).orElse(KILLED);
  }

  /** A shell whose input was the command's has none left for another command. */
  @Override
  public void close() {
    if (ended() && isClean() && !withInput) {
      giveBack.accept(shell);
    } else {
      shell.close();
    }
  }
}
