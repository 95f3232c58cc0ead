package io.gstacks.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gstacks.cli.api.Call;
import io.gstacks.cli.api.Failure;
import io.gstacks.cli.api.Json;
import io.gstacks.cli.api.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "create",
    description = {
      "Makes a sandbox. The control plane chooses the host, unless --host-id names one.",
      "Nothing is required. The main process is what follows --, else one that stays."
    },
    footerHeading = Invocation.EXAMPLES,
    footer = {
      "  gstacks sandbox create --name dev --wait",
      "  gstacks sandbox create --cluster-id lab --image debian:12 --cpu 2 --memory 4g --wait",
      "  gstacks sandbox create --trait gpu --tag nightly --env TOKEN --label team=infra",
      "  gstacks sandbox create --name web -- python3 -m http.server 8080",
      "  id=$(gstacks sandbox create --quiet)"
    })
final class SandboxCreateCommand implements Callable<Integer> {
  private final Invocation gstacks;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private Placing placing = new Placing();
  @Mixin private Resources resources = new Resources();
  @Mixin private Waiting waiting = new Waiting();

  @Option(
      names = "--name",
      paramLabel = "<name>",
      description = "A name to find it by. Default: none.")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--image",
      paramLabel = "<reference>",
      description = "What it starts from. Default: see gstacks image default.")
  private Optional<String> image = Optional.empty();

  @Option(
      names = "--blueprint",
      paramLabel = "<blueprint>",
      description = "What it starts from, instead of an image. Default: none.")
  private Optional<String> blueprint = Optional.empty();

  @Option(
      names = "--pull",
      paramLabel = "<when>",
      description = "if_missing, never or always. Default: if_missing.")
  private Optional<String> pull = Optional.empty();

  @Option(
      names = {"-e", "--env"},
      paramLabel = "<NAME=VALUE>",
      description = "An environment variable; NAME alone takes its value from yours. Repeatable.")
  private List<String> environment = new ArrayList<>();

  @Option(names = "--label", paramLabel = "<NAME=VALUE>", description = "A label. Repeatable.")
  private List<String> labels = new ArrayList<>();

  @Option(
      names = "--command",
      paramLabel = "<text>",
      description =
          "The main process as one text for /bin/sh -c; or give its words after --."
              + " Default: one that stays.")
  private Optional<String> shell = Optional.empty();

  @Parameters(
      arity = "0..*",
      paramLabel = "-- <word>",
      description = "The main process, word by word, after --.")
  private List<String> words = new ArrayList<>();

  SandboxCreateCommand(Invocation gstacks) {
    this.gstacks = gstacks;
  }

  @Override
  public Integer call() {
    var call = Call.post(Route.to("sandboxes"), body());
    return waiting.row(gstacks, gstacks.api().send(call), Goal.RUNNING);
  }

  private ObjectNode body() {
    var body = Json.object();
    name.ifPresent(given -> body.put("name", given));
    image.ifPresent(given -> body.put("image", given));
    blueprint.ifPresent(given -> body.put("blueprint", given));
    pull.ifPresent(given -> body.put("pull", given));
    placing.into(body, gstacks);
    resources.into(body);
    var command = command();
    if (!command.isEmpty()) {
      command.forEach(body.putArray("command")::add);
    }
    if (!environment.isEmpty()) {
      body.set(
          "environment",
          Assignments.of("--env", environment, gstacks.surroundings().environment()));
    }
    if (!labels.isEmpty()) {
      body.set("labels", Assignments.of("--label", labels));
    }
    return body;
  }

  /** A word without {@code --} before it is more likely meant as a name than as a command. */
  private List<String> command() {
    if (!words.isEmpty() && shell.isPresent()) {
      throw Failure.usage("give the command with --command or after --, not both").thrown();
    }
    if (!words.isEmpty() && !spec.commandLine().getParseResult().originalArgs().contains("--")) {
      throw Failure.usage("a command follows --, and a name is given with --name").thrown();
    }
    return shell.map(text -> List.of("/bin/sh", "-c", text)).orElse(words);
  }
}
