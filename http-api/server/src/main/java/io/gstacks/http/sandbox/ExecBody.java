package io.gstacks.http.sandbox;

import com.google.protobuf.ByteString;
import io.gstacks.agent.protocol.ChannelFrame;
import io.gstacks.host.fleet.ChannelOrder;
import io.gstacks.http.route.Names;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The body of {@code POST /api/sandboxes/{id}/exec}. */
record ExecBody(
    Optional<List<String>> command,
    Optional<Map<String, String>> environment,
    Optional<String> workingDirectory,
    Optional<String> user,
    Optional<String> stdin,
    Optional<Integer> timeoutSeconds) {
  private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.:-]{0,63}");
  private static final int LONGEST_PATH = 4096;
  private static final int LONGEST_STREAM_SECONDS = 7 * 24 * 3600;
  private static final int FRAME_BYTES = 32 * 1024;

  void check() {
    var words = command.orElse(List.of());
    if (words.isEmpty() || words.getFirst().isEmpty()) {
      throw Names.invalid("command", "is required: a list of words, the program first");
    }
    TextLimits.command("command", words);
    TextLimits.environment(environment.orElse(Map.of()));
    if (workingDirectory
        .filter(path -> !path.startsWith("/") || path.length() > LONGEST_PATH)
        .isPresent()) {
      throw Names.invalid("working_directory", "must be an absolute path");
    }
    if (user.filter(name -> !USER.matcher(name).matches()).isPresent()) {
      throw Names.invalid("user", "must be a name or number, or name:group");
    }
  }

  /** A stream may go on for as long as someone listens; zero says that there is no limit. */
  ChannelOrder.Exec streamed() {
    return order(seconds(0, LONGEST_STREAM_SECONDS));
  }

  ChannelOrder.Exec answered(Duration longest) {
    var most = Math.toIntExact(longest.toSeconds());
    return order(seconds(most, most));
  }

  private int seconds(int usual, int most) {
    if (timeoutSeconds.filter(given -> given < 1 || given > most).isPresent()) {
      throw Names.invalid(
          "timeout_seconds", "must be from 1 to %d; event streams may last longer".formatted(most));
    }
    return timeoutSeconds.orElse(usual);
  }

  private ChannelOrder.Exec order(int seconds) {
    return new ChannelOrder.Exec(
        command.orElseThrow(),
        environment.orElse(Map.of()),
        workingDirectory.orElse(""),
        user.orElse(""),
        stdin.isPresent(),
        false,
        0,
        0,
        Duration.ofSeconds(seconds));
  }

  List<ChannelFrame> input() {
    var frames = new ArrayList<ChannelFrame>();
    if (stdin.isPresent()) {
      var bytes = ByteString.copyFromUtf8(stdin.get());
      for (int at = 0; at < bytes.size(); at += FRAME_BYTES) {
        var part = bytes.substring(at, Math.min(bytes.size(), at + FRAME_BYTES));
        frames.add(ChannelFrame.newBuilder().setStdin(part).build());
      }
      frames.add(ChannelFrame.newBuilder().setStdinEnd(true).build());
    }
    return frames;
  }

  /** Names only: values may be secrets. */
  @Override
  public String toString() {
    return "ExecBody[environment " + environment.map(Map::keySet) + "]";
  }
}
