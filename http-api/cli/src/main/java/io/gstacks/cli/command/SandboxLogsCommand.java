package io.gstacks.cli.command;

import io.gstacks.cli.api.Call;
import io.gstacks.cli.api.EventStream;
import io.gstacks.cli.api.ExitCode;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "logs",
    description = "Prints what the main process of a sandbox wrote; stdout and stderr apart.",
    footerHeading = Invocation.EXAMPLES,
    footer = {
      "  gstacks sandbox logs dev --tail 100",
      "  gstacks sandbox logs dev --follow",
      "  gstacks sandbox logs dev --since 2026-01-01T00:00:00Z --json"
    })
final class SandboxLogsCommand implements Callable<Integer> {
  private final Invocation gstacks;

  @Mixin private SandboxReference sandbox = new SandboxReference();

  @Option(
      names = {"-f", "--follow"},
      description = "Goes on with what comes, until the sandbox ends or Ctrl-C. Default: no.")
  private boolean follow;

  @Option(
      names = "--tail",
      paramLabel = "<n>",
      description = "Only the last lines. Default: the control plane's choice.")
  private Optional<Integer> tail = Optional.empty();

  @Option(
      names = "--since",
      paramLabel = "<time>",
      description = "Only what was written after this instant (RFC 3339). Default: all.")
  private Optional<String> since = Optional.empty();

  SandboxLogsCommand(Invocation gstacks) {
    this.gstacks = gstacks;
  }

  @Override
  public Integer call() {
    var route =
        sandbox
            .route(gstacks, "logs")
            .with("follow", follow ? Optional.of(true) : Optional.empty())
            .with("tail", tail)
            .with("since", since);
    var relay = new Relay(gstacks.surroundings());
    var output = gstacks.output();
    new EventStream(gstacks.api())
        .read(
            Call.get(route),
            event -> gstacks.json() ? output.event(event, _ -> "") : relay.take(event));
    return ExitCode.OK.code();
  }
}
