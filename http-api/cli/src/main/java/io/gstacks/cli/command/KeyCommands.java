package io.gstacks.cli.command;

import io.gstacks.cli.api.Call;
import io.gstacks.cli.api.ExitCode;
import io.gstacks.cli.api.Json;
import io.gstacks.cli.api.Resource;
import io.gstacks.cli.api.Route;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "key",
    description = "API keys of your tenant. Needs the role admin.",
    footerHeading = Invocation.EXAMPLES,
    footer = "  gstacks key create --name ci --role member")
final class KeyCommands {
  /** What a key may do; each role may do what the ones after it may. */
  enum Role {
    ADMIN,
    OPERATOR,
    MEMBER,
    VIEWER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Invocation gstacks;

  KeyCommands(Invocation gstacks) {
    this.gstacks = gstacks;
  }

  @Command(
      name = "list",
      description =
          "Lists API keys, revoked ones too. The keys themselves are not stored anywhere.",
      footerHeading = Invocation.EXAMPLES,
      footer = "  gstacks key list")
  int list(@Mixin Paging paging) {
    return gstacks.list(Route.to("keys"), paging, Views.KEYS);
  }

  @Command(
      name = "create",
      description = "Makes an API key, which is shown only now.",
      footerHeading = Invocation.EXAMPLES,
      footer = {
        "  gstacks key create --name ci --role member",
        "  gstacks key create --name ci --role member --json | jq -r .key > ci.key"
      })
  int create(
      @Option(
              names = "--name",
              paramLabel = "<name>",
              required = true,
              description = "What the key is for. Required.")
          String name,
      @Option(
              names = "--role",
              paramLabel = "<role>",
              defaultValue = "member",
              description =
                  "admin (tenants and keys), operator (hosts, tokens, clusters), member (sandboxes),"
                      + " viewer (reads). Default: ${DEFAULT-VALUE}.")
          Role role) {
    var body = Json.object().put("name", name).put("role", role.toString());
    gstacks.output().details(gstacks.api().send(Call.post(Route.to("keys"), body)));
    gstacks.note("keep the key: it is not shown again");
    return ExitCode.OK.code();
  }

  @Command(
      name = "revoke",
      description = "Revokes an API key: within 2 s it opens nothing, and its streams end.",
      footerHeading = Invocation.EXAMPLES,
      footer = {"  gstacks key revoke ci", "  gstacks key revoke key_01k..."})
  int revoke(@Parameters(paramLabel = "<key>", description = "Id or name. Required.") String key) {
    var id = gstacks.id(Resource.KEY, key);
    gstacks.api().send(Call.delete(Route.to("keys", id)));
    return gstacks.said("revoked " + id, Json.object().put("id", id).put("revoked", true));
  }
}
