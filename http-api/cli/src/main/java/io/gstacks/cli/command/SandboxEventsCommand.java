package io.gstacks.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.gstacks.cli.api.Call;
import io.gstacks.cli.api.EventStream;
import io.gstacks.cli.api.ExitCode;
import io.gstacks.cli.api.Resource;
import io.gstacks.cli.api.Route;
import io.gstacks.cli.output.Cells;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "events",
    description = {
      "Follows what happens, as it happens, until Ctrl-C: to one sandbox, or to all.",
      "A broken connection is opened again behind the last event. What has happened before is in"
          + " gstacks sandbox activity."
    },
    footerHeading = Invocation.EXAMPLES,
    footer = {
      "  gstacks sandbox events dev",
      "  gstacks sandbox events --host-id box-7 --json",
      "  gstacks sandbox events --count 1"
    })
final class SandboxEventsCommand implements Callable<Integer> {
  private final Invocation gstacks;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "<sandbox>",
      description = "Id or unique name. Default: all sandboxes.")
  private Optional<String> sandbox = Optional.empty();

  @Option(
      names = "--host-id",
      paramLabel = "<host>",
      description = "Only what concerns this host (id or name). Default: all.")
  private Optional<String> host = Optional.empty();

  @Option(
      names = "--cluster-id",
      paramLabel = "<cluster>",
      description = "Only what concerns this cluster (id or name). Default: all.")
  private Optional<String> cluster = Optional.empty();

  @Option(
      names = "--after",
      paramLabel = "<event id>",
      description = "Begins behind this event. Default: now.")
  private Optional<String> after = Optional.empty();

  @Option(
      names = "--count",
      paramLabel = "<n>",
      defaultValue = "0",
      description = "Ends after so many events. Default: goes on.")
  private int count;

  SandboxEventsCommand(Invocation gstacks) {
    this.gstacks = gstacks;
  }

  @Override
  public Integer call() {
    var route =
        Route.to("events")
            .with("sandbox_id", gstacks.id(Resource.SANDBOX, sandbox))
            .with("host_id", gstacks.id(Resource.HOST, host))
            .with("cluster_id", gstacks.id(Resource.CLUSTER, cluster));
    var output = gstacks.output();
    new EventStream(gstacks.api())
        .follow(
            Call.get(route),
            after,
            event ->
                output.event(event, SandboxEventsCommand::words) && (count == 0 || --count > 0));
    return ExitCode.OK.code();
  }

  private static String words(JsonNode event) {
    return String.join(
        "  ",
        Cells.of(event.path("at")),
        Cells.of(event.path("event")),
        Cells.of(event.path("entity_id")),
        Cells.of(event.path("by")),
        Cells.of(event.path("data")));
  }
}
