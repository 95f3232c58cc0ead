package io.gstacks.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.gstacks.cli.api.ExitCode;
import io.gstacks.cli.api.ServerSentEvent;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Passes what a process writes on to our own streams, apart and byte for byte, and remembers how
 * the process ended.
 */
final class Relay {
  private final PrintStream out;
  private final PrintStream err;
  private Optional<Ending> ending = Optional.empty();

  /** How a process ended, by itself or by its time; or that nobody reads it any more. */
  record Ending(int exitCode, boolean timedOut) {
    static Ending of(JsonNode ended) {
      var timedOut = ended.path("timed_out").asBoolean();
      var code = ended.path("exit_code").asInt(ExitCode.FAILED.code());
      return new Ending(timedOut ? ExitCode.TIMED_OUT.code() : code, timedOut);
    }
  }

  Relay(Surroundings surroundings) {
    this.out = surroundings.out();
    this.err = surroundings.err();
  }

  /** False when there is no more to come, or nobody who reads it. */
  boolean take(ServerSentEvent event) {
    var data = event.json();
    return switch (event.event()) {
      case "exit" -> {
        ending = Optional.of(Ending.of(data));
        yield false;
      }
      case "stderr" -> pass(data, err);
      default -> pass(data, out);
    };
  }

  /** Empty when the stream ended before the process did. */
  Optional<Ending> ending() {
    return ending;
  }

  private boolean pass(JsonNode data, PrintStream to) {
    var bytes =
        data.hasNonNull("base64")
            ? Base64.getDecoder().decode(data.path("base64").asText())
            : data.path("data").asText("").getBytes(StandardCharsets.UTF_8);
    to.write(bytes, 0, bytes.length);
    if (to.checkError()) {
      ending = Optional.of(new Ending(ExitCode.UNREAD.code(), false));
      return false;
    }
    return true;
  }
}
