package io.gstacks.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.gstacks.cli.api.Call;
import io.gstacks.cli.api.EventStream;
import io.gstacks.cli.api.ExitCode;
import io.gstacks.cli.api.Json;
import io.gstacks.cli.api.Resource;
import io.gstacks.cli.api.Route;
import io.gstacks.cli.output.Cells;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "host",
    description = "Hosts: the machines that run sandboxes.",
    footerHeading = Invocation.EXAMPLES,
    footer = "  gstacks host list")
final class HostCommands {
  private final Invocation gstacks;

  HostCommands(Invocation gstacks) {
    this.gstacks = gstacks;
  }

  @Command(
      name = "list",
      description = "Lists hosts with their state, capacity (reserved/all), tags and traits.",
      footerHeading = Invocation.EXAMPLES,
      footer = {
        "  gstacks host list",
        "  gstacks host list --cluster-id lab --status connected",
        "  gstacks host list --trait gpu --json"
      })
  int list(
      @Option(
              names = "--cluster-id",
              paramLabel = "<cluster>",
              description = "Only those of this cluster (id or name). Default: of all.")
          Optional<String> cluster,
      @Option(
              names = "--status",
              paramLabel = "<status>",
              description = "connected, disconnected, no_token or archived. Default: all.")
          Optional<String> status,
      @Option(
              names = "--trait",
              paramLabel = "<trait>",
              description = "Only those with this trait. Default: all.")
          Optional<String> trait,
      @Option(
              names = "--tag",
              paramLabel = "<tag>",
              description = "Only those with this tag. Default: all.")
          Optional<String> tag,
      @Mixin Paging paging) {
    var route =
        Route.to("hosts")
            .with("cluster_id", gstacks.id(Resource.CLUSTER, cluster))
            .with("status", status)
            .with("trait", trait)
            .with("tag", tag);
    return gstacks.list(route, paging, Views.HOSTS);
  }

  @Command(
      name = "info",
      description =
          "Shows one host: tags, traits, ownership, eligibility and its reason, telemetry.",
      footerHeading = Invocation.EXAMPLES,
      footer = {"  gstacks host info box-7", "  gstacks host info --host-id hst_01k... --json"})
  int info(@Mixin HostReference host) {
    return gstacks.details(Route.to("hosts", host.id(gstacks)));
  }

  @Command(
      name = "logs",
      description = "Prints a host's operational log.",
      footerHeading = Invocation.EXAMPLES,
      footer = {"  gstacks host logs box-7 --tail 50", "  gstacks host logs box-7 --follow"})
  int logs(
      @Mixin HostReference host,
      @Option(
              names = {"-f", "--follow"},
              description = "Goes on with what comes, until Ctrl-C.")
          boolean follow,
      @Option(
              names = "--tail",
              paramLabel = "<n>",
              description = "Only the last lines. Default: the control plane's choice.")
          Optional<Integer> tail) {
    var route = Route.to("hosts", host.id(gstacks), "logs").with("tail", tail);
    var output = gstacks.output();
    if (follow) {
      var call = Call.get(route.with("follow", true));
      new EventStream(gstacks.api()).read(call, event -> output.event(event, HostCommands::words));
      return ExitCode.OK.code();
    }
    var answer = gstacks.api().send(Call.get(route));
    if (gstacks.json()) {
      output.details(answer);
    } else {
      answer.json().path("items").forEach(it -> gstacks.surroundings().out().println(words(it)));
    }
    return ExitCode.OK.code();
  }

  private static String words(JsonNode line) {
    var words =
        Cells.of(line.path("at"))
            + " "
            + Cells.of(line.path("level"))
            + " "
            + Cells.of(line.path("message"));
    return line.path("fields").isEmpty() ? words : words + " " + Cells.of(line.path("fields"));
  }

  @Command(
      name = "archive",
      description = {
        "Takes a host out for good; it is never placed on again.",
        "With --lost it is declared gone: its sandboxes become error (host_lost) and may then be"
            + " archived. Only for a machine that will not come back."
      },
      footerHeading = Invocation.EXAMPLES,
      footer = {"  gstacks host archive box-7", "  gstacks host archive box-7 --lost"})
  int archive(
      @Mixin HostReference host,
      @Option(names = "--lost", description = "It is gone and will not come back. Default: no.")
          boolean lost) {
    var route = Route.to("hosts", host.id(gstacks), "archive");
    var answer = gstacks.api().send(Call.post(route, Json.object().put("lost", lost)));
    return gstacks.row(answer, Views.HOSTS);
  }
}
