package io.gstacks.cli.command;

import io.gstacks.cli.api.Call;
import io.gstacks.cli.api.ExitCode;
import io.gstacks.cli.api.Json;
import io.gstacks.cli.api.Resource;
import io.gstacks.cli.api.Route;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "token",
    description = "Bootstrap tokens: what an agent enrols with, once. Needs the role operator.",
    footerHeading = Invocation.EXAMPLES,
    footer = "  gstacks token create --cluster-id default")
final class TokenCommands {
  private final Invocation gstacks;

  TokenCommands(Invocation gstacks) {
    this.gstacks = gstacks;
  }

  @Command(
      name = "list",
      description = "Lists bootstrap tokens. Their texts are not stored anywhere.",
      footerHeading = Invocation.EXAMPLES,
      footer = {"  gstacks token list", "  gstacks token list --cluster-id lab"})
  int list(
      @Option(
              names = "--cluster-id",
              paramLabel = "<cluster>",
              description = "Only those of this cluster (id or name). Default: of all.")
          Optional<String> cluster,
      @Mixin Paging paging) {
    var route =
        gstacks
            .id(Resource.CLUSTER, cluster)
            .map(id -> Route.to("clusters", id, "tokens"))
            .orElseGet(() -> Route.to("tokens"));
    return gstacks.list(route, paging, Views.TOKENS);
  }

  @Command(
      name = "create",
      description = "Makes a bootstrap token for a BYO cluster; its text is shown only now.",
      footerHeading = Invocation.EXAMPLES,
      footer = {
        "  gstacks token create --cluster-id default",
        "  gstacks token create --cluster-id lab --name rack-7 --max-uses 40 --ttl 86400",
        "  gstacks token create --cluster-id lab --json | jq -r .token > bootstrap.token"
      })
  int create(
      @Option(
              names = "--cluster-id",
              paramLabel = "<cluster>",
              required = true,
              description = "The cluster that hosts join (id or name). Required.")
          String cluster,
      @Option(
              names = "--name",
              paramLabel = "<name>",
              description = "What the token is for. Default: none.")
          Optional<String> name,
      @Option(
              names = {"--ttl", "--ttl-seconds"},
              paramLabel = "<seconds>",
              defaultValue = "3600",
              description = "How long it may be used, 60 to 2592000. Default: ${DEFAULT-VALUE}.")
          int ttl,
      @Option(
              names = "--max-uses",
              paramLabel = "<n>",
              defaultValue = "1",
              description = "How many hosts it enrols, 1 to 10000. Default: ${DEFAULT-VALUE}.")
          int maxUses) {
    var body = Json.object().put("ttl_seconds", ttl).put("max_uses", maxUses);
    name.ifPresent(given -> body.put("name", given));
    var route = Route.to("clusters", gstacks.id(Resource.CLUSTER, cluster), "tokens");
    gstacks.output().details(gstacks.api().send(Call.post(route, body)));
    gstacks.note("keep the token: it is not shown again");
    gstacks.note(
        "next, on the machine: GSTACKS_BOOTSTRAP_TOKEN=... gstacks-agent run --server ...");
    return ExitCode.OK.code();
  }

  @Command(
      name = "revoke",
      description =
          "Revokes a bootstrap token. Within 2 s every host that it enrolled is cut off (no_token).",
      footerHeading = Invocation.EXAMPLES,
      footer = {"  gstacks token revoke rack-7", "  gstacks token revoke tok_01k..."})
  int revoke(
      @Parameters(paramLabel = "<token>", description = "Id or name. Required.") String token) {
    var id = gstacks.id(Resource.TOKEN, token);
    return gstacks.row(gstacks.api().send(Call.delete(Route.to("tokens", id))), Views.TOKENS);
  }
}
