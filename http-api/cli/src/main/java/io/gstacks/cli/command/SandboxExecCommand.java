package io.gstacks.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gstacks.cli.api.Call;
import io.gstacks.cli.api.EventStream;
import io.gstacks.cli.api.ExitCode;
import io.gstacks.cli.api.Failure;
import io.gstacks.cli.api.Json;
import io.gstacks.cli.api.Route;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "exec",
    description = {
      "Runs a command in a running sandbox. Its stdout and stderr come as they are written; the"
          + " exit code is the command's own, 124 when its time was over.",
      "With --json the command runs to its end and one document tells all."
    },
    footerHeading = Invocation.EXAMPLES,
    footer = {
      "  gstacks sandbox exec dev -- ls -la /workspace",
      "  gstacks sandbox exec dev --env TOKEN --workdir /workspace --timeout 60 -- make test",
      "  gstacks sandbox exec dev -i -- sh < script.sh",
      "  gstacks sandbox exec dev --json -- uname -a | jq -r .stdout"
    })
final class SandboxExecCommand implements Callable<Integer> {
  /** More belongs into a file of the sandbox. */
  private static final int LONGEST_STDIN = 1 << 20;

  /** How long one document is waited for when no time was given for the command. */
  private static final Duration LONGEST_RUN = Duration.ofHours(1);

  private static final Duration BEYOND_TIMEOUT = Duration.ofSeconds(15);

  private final Invocation gstacks;

  @Mixin private SandboxReference sandbox = new SandboxReference();

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "-- <word>",
      description = "The command, word by word, after --. Required.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = {"-i", "--stdin"},
      description = "Gives standard input (text, at most 1 MiB) to the command. Default: none.")
  private boolean stdin;

  @Option(
      names = {"-e", "--env"},
      paramLabel = "<NAME=VALUE>",
      description = "An environment variable; NAME alone takes its value from yours. Repeatable.")
  private List<String> environment = new ArrayList<>();

  @Option(
      names = {"-w", "--workdir"},
      paramLabel = "<path>",
      description = "Where it runs. Default: the image's.")
  private Optional<String> workdir = Optional.empty();

  @Option(
      names = {"-u", "--user"},
      paramLabel = "<user>",
      description = "As whom it runs. Default: the image's.")
  private Optional<String> user = Optional.empty();

  @Option(
      names = "--timeout",
      paramLabel = "<seconds>",
      description = "When it is killed. Default: the control plane's setting.")
  private Optional<Integer> timeout = Optional.empty();

  SandboxExecCommand(Invocation gstacks) {
    this.gstacks = gstacks;
  }

  @Override
  public Integer call() throws IOException {
    var call = Call.post(route(), body()).once();
    return gstacks.json() ? document(call) : streamed(call);
  }

  private Route route() {
    return sandbox.route(gstacks, "exec");
  }

  private int document(Call call) {
    var limit = timeout.map(Duration::ofSeconds).orElse(LONGEST_RUN).plus(BEYOND_TIMEOUT);
    var answer = gstacks.api().send(call.answeredWithin(limit));
    gstacks.output().details(answer);
    return Relay.Ending.of(answer.json()).exitCode();
  }

  private int streamed(Call call) {
    var relay = new Relay(gstacks.surroundings());
    new EventStream(gstacks.api()).read(call, relay::take);
    var ending = relay.ending().orElseThrow(() -> unknownEnding().thrown());
    if (ending.timedOut()) {
      gstacks.note("the command was killed: its time was over");
    }
    return ending.exitCode();
  }

  private static Failure unknownEnding() {
    return Failure.local(
        ExitCode.UNAVAILABLE,
        "exec_ending_unknown",
        "the stream ended before the command did",
        "the outcome is not known: look into the sandbox before running it again");
  }

  private ObjectNode body() throws IOException {
    var body = Json.object();
    words.forEach(body.putArray("command")::add);
    workdir.ifPresent(path -> body.put("working_directory", path));
    user.ifPresent(name -> body.put("user", name));
    timeout.ifPresent(seconds -> body.put("timeout_seconds", seconds));
    if (!environment.isEmpty()) {
      body.set(
          "environment",
          Assignments.of("--env", environment, gstacks.surroundings().environment()));
    }
    if (stdin) {
      body.put("stdin", text(gstacks.surroundings().in()));
    }
    return body;
  }

  static String text(InputStream in) throws IOException {
    var bytes = in.readNBytes(LONGEST_STDIN + 1);
    if (bytes.length > LONGEST_STDIN) {
      throw Failure.usage("standard input is longer than 1 MiB; write it to a file first").thrown();
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      throw Failure.usage("standard input is not UTF-8 text; send it as base64").thrown();
    }
  }
}
