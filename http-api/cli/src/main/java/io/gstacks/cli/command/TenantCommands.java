package io.gstacks.cli.command;

import io.gstacks.cli.api.Call;
import io.gstacks.cli.api.ExitCode;
import io.gstacks.cli.api.Json;
import io.gstacks.cli.api.Resource;
import io.gstacks.cli.api.Route;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "tenant",
    description = "Tenants: who owns clusters, hosts and sandboxes.",
    footerHeading = Invocation.EXAMPLES,
    footer = "  gstacks tenant list")
final class TenantCommands {
  private final Invocation gstacks;

  TenantCommands(Invocation gstacks) {
    this.gstacks = gstacks;
  }

  @Command(
      name = "list",
      description = "Lists tenants. Needs an admin key of the root tenant.",
      footerHeading = Invocation.EXAMPLES,
      footer = {"  gstacks tenant list", "  gstacks tenant list --json"})
  int list(@Mixin Paging paging) {
    return gstacks.list(Route.to("tenants"), paging, Views.TENANTS);
  }

  @Command(
      name = "create",
      description =
          "Makes a tenant with its default BYO cluster and an admin key, which is shown only now.",
      footerHeading = Invocation.EXAMPLES,
      footer = {
        "  gstacks tenant create --name acme",
        "  gstacks tenant create --name acme --json | jq -r .admin_key.key > acme.key"
      })
  int create(
      @Option(
              names = "--name",
              paramLabel = "<name>",
              required = true,
              description = "The tenant's name. Required.")
          String name) {
    var made = gstacks.api().send(Call.post(Route.to("tenants"), Json.object().put("name", name)));
    switch (gstacks.output().form()) {
      case TABLE, JSON -> gstacks.output().details(made);
      case IDS -> gstacks.said("", made.json().path("tenant"));
    }
    gstacks.note("keep the admin key: it is not shown again");
    return ExitCode.OK.code();
  }

  @Command(
      name = "get",
      description = "Shows one tenant.",
      footerHeading = Invocation.EXAMPLES,
      footer = "  gstacks tenant get acme")
  int get(
      @Parameters(paramLabel = "<tenant>", description = "Id or name. Required.") String tenant) {
    return gstacks.details(Route.to("tenants", gstacks.id(Resource.TENANT, tenant)));
  }
}
