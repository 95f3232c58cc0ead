package io.gstacks.http.channel;

import io.gstacks.agent.protocol.ChannelError;
import io.gstacks.agent.protocol.ChannelFrame;
import io.gstacks.agent.protocol.Exit;
import java.util.Optional;
import org.apache.pekko.util.ByteString;

/** All that a command wrote, up to a limit each, and how it ended. */
public record ExecOutput(
    ByteString stdout,
    ByteString stderr,
    boolean truncated,
    Optional<Exit> exit,
    Optional<ChannelError> error) {
  public static ExecOutput nothing() {
    return new ExecOutput(
        ByteString.emptyByteString(),
        ByteString.emptyByteString(),
        false,
        Optional.empty(),
        Optional.empty());
  }

  /**
   * What is beyond the limit is read and forgotten, for the command is not to wait for a reader.
   */
  public ExecOutput plus(ChannelFrame frame, int limit) {
    return switch (frame.getFrameCase()) {
      case STDOUT -> {
        var bytes = frame.getStdout();
        var more = cut(stdout, bytes.toByteArray(), limit);
        yield new ExecOutput(
            more, stderr, truncated || more.size() < stdout.size() + bytes.size(), exit, error);
      }
      case STDERR -> {
        var bytes = frame.getStderr();
        var more = cut(stderr, bytes.toByteArray(), limit);
        yield new ExecOutput(
            stdout, more, truncated || more.size() < stderr.size() + bytes.size(), exit, error);
      }
      case EXIT -> new ExecOutput(stdout, stderr, truncated, Optional.of(frame.getExit()), error);
      case ERROR -> new ExecOutput(stdout, stderr, truncated, exit, Optional.of(frame.getError()));
      case ATTACH, STDIN, STDIN_END, RESIZE, SIGNAL, FILES_REPLY, FRAME_NOT_SET -> this;
    };
  }

  private static ByteString cut(ByteString have, byte[] more, int limit) {
    return have.size() >= limit
        ? have
        : have.concat(ByteString.fromArrayUnsafe(more).take(limit - have.size()));
  }
}
