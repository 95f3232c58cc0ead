package io.gstacks.cli.command;

import io.gstacks.cli.api.Call;
import io.gstacks.cli.api.Json;
import io.gstacks.cli.api.Resource;
import io.gstacks.cli.api.Route;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "sandbox",
    description = "Sandboxes: isolated machines for agents, placed on hosts.",
    footerHeading = Invocation.EXAMPLES,
    footer = {
      "  gstacks sandbox create --name dev --wait",
      "  gstacks sandbox exec dev -- python3 -c 'print(1 + 1)'"
    })
final class SandboxCommands {
  private final Invocation gstacks;

  SandboxCommands(Invocation gstacks) {
    this.gstacks = gstacks;
  }

  @Command(
      name = "list",
      description = "Lists sandboxes.",
      footerHeading = Invocation.EXAMPLES,
      footer = {
        "  gstacks sandbox list",
        "  gstacks sandbox list --status running --host-id box-7",
        "  gstacks sandbox list --include-archived --json"
      })
  int list(
      @Option(
              names = "--cluster-id",
              paramLabel = "<cluster>",
              description = "Only those in this cluster (id or name). Default: in all.")
          Optional<String> cluster,
      @Option(
              names = "--host-id",
              paramLabel = "<host>",
              description = "Only those on this host (id or name). Default: on all.")
          Optional<String> host,
      @Option(
              names = "--status",
              paramLabel = "<status>",
              description = "creating, running, stopped, error, unreachable, ... Default: all.")
          Optional<String> status,
      @Option(
              names = "--name",
              paramLabel = "<name>",
              description = "Only those with this name. Default: all.")
          Optional<String> name,
      @Option(names = "--include-archived", description = "Archived ones too. Default: no.")
          boolean archived,
      @Option(names = "--include-deleted", description = "Purged ones too. Default: no.")
          boolean deleted,
      @Mixin Paging paging) {
    var route =
        Route.to("sandboxes")
            .with("cluster_id", gstacks.id(Resource.CLUSTER, cluster))
            .with("host_id", gstacks.id(Resource.HOST, host))
            .with("status", status)
            .with("name", name)
            .with("include_archived", archived ? Optional.of(true) : Optional.empty())
            .with("include_deleted", deleted ? Optional.of(true) : Optional.empty());
    return gstacks.list(route, paging, Views.SANDBOXES);
  }

  @Command(
      name = "get",
      description = "Shows one sandbox.",
      footerHeading = Invocation.EXAMPLES,
      footer = {"  gstacks sandbox get dev", "  gstacks sandbox get dev --json | jq -r .status"})
  int get(@Mixin SandboxReference sandbox) {
    return gstacks.details(sandbox.route(gstacks));
  }

  @Command(
      name = "activity",
      description = "Lists what happened to a sandbox and who did it.",
      footerHeading = Invocation.EXAMPLES,
      footer = "  gstacks sandbox activity dev")
  int activity(@Mixin SandboxReference sandbox, @Mixin Paging paging) {
    return gstacks.list(sandbox.route(gstacks, "activity"), paging, Views.ACTIVITY);
  }

  @Command(
      name = "start",
      description = "Starts a stopped sandbox; one that runs stays as it is.",
      footerHeading = Invocation.EXAMPLES,
      footer = "  gstacks sandbox start dev --wait")
  int start(@Mixin SandboxReference sandbox, @Mixin Waiting waiting) {
    return change(sandbox, "start", waiting, Goal.RUNNING);
  }

  @Command(
      name = "stop",
      description = "Stops a sandbox. Its workspace stays, and start brings it back.",
      footerHeading = Invocation.EXAMPLES,
      footer = "  gstacks sandbox stop dev --wait")
  int stop(@Mixin SandboxReference sandbox, @Mixin Waiting waiting) {
    return change(sandbox, "stop", waiting, Goal.STOPPED);
  }

  @Command(
      name = "archive",
      description =
          "Removes a sandbox from its host for good. Record, history and, for a time, the workspace"
              + " stay. Refused while the host is away.",
      footerHeading = Invocation.EXAMPLES,
      footer = "  gstacks sandbox archive dev --wait")
  int archive(@Mixin SandboxReference sandbox, @Mixin Waiting waiting) {
    return change(sandbox, "archive", waiting, Goal.ARCHIVED);
  }

  @Command(
      name = "purge",
      description =
          "Archives a sandbox and removes its workspace at once. The history stays; lists show it"
              + " with --include-deleted only.",
      footerHeading = Invocation.EXAMPLES,
      footer = "  gstacks sandbox purge dev --wait")
  int purge(@Mixin SandboxReference sandbox, @Mixin Waiting waiting) {
    return change(sandbox, "purge", waiting, Goal.PURGED);
  }

  private int change(SandboxReference sandbox, String verb, Waiting waiting, Goal goal) {
    var call = Call.post(sandbox.route(gstacks, verb), Json.object());
    return waiting.row(gstacks, gstacks.api().send(call), goal);
  }
}
