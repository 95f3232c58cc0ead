package io.gstacks.cli.command;

import io.gstacks.cli.api.Call;
import io.gstacks.cli.api.Json;
import io.gstacks.cli.api.Resource;
import io.gstacks.cli.api.Route;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "cluster",
    description = "Clusters: groups of hosts that sandboxes are placed on.",
    footerHeading = Invocation.EXAMPLES,
    footer = "  gstacks cluster list")
final class ClusterCommands {
  /** Whose machines they are; only {@code byo} takes bootstrap tokens and hosts. */
  enum Kind {
    BYO,
    MANAGED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Invocation gstacks;

  ClusterCommands(Invocation gstacks) {
    this.gstacks = gstacks;
  }

  @Command(
      name = "list",
      description = "Lists clusters.",
      footerHeading = Invocation.EXAMPLES,
      footer = "  gstacks cluster list")
  int list(@Mixin Paging paging) {
    return gstacks.list(Route.to("clusters"), paging, Views.CLUSTERS);
  }

  @Command(
      name = "create",
      description = "Makes a cluster. Needs the role operator.",
      footerHeading = Invocation.EXAMPLES,
      footer = "  gstacks cluster create --name lab --kind byo")
  int create(
      @Option(
              names = "--name",
              paramLabel = "<name>",
              required = true,
              description = "The cluster's name, unique in the tenant. Required.")
          String name,
      @Option(
              names = "--kind",
              paramLabel = "<kind>",
              defaultValue = "byo",
              description =
                  "byo (your machines, enrolled with tokens) or managed. Default:"
                      + " ${DEFAULT-VALUE}.")
          Kind kind) {
    var body = Json.object().put("name", name).put("kind", kind.toString());
    var made = gstacks.api().send(Call.post(Route.to("clusters"), body));
    return gstacks.row(made, Views.CLUSTERS);
  }

  @Command(
      name = "get",
      description = "Shows one cluster.",
      footerHeading = Invocation.EXAMPLES,
      footer = "  gstacks cluster get default")
  int get(
      @Parameters(paramLabel = "<cluster>", description = "Id or name. Required.") String cluster) {
    return gstacks.details(Route.to("clusters", gstacks.id(Resource.CLUSTER, cluster)));
  }
}
