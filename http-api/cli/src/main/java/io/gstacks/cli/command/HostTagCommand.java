package io.gstacks.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.gstacks.cli.api.Call;
import io.gstacks.cli.api.Failure;
import io.gstacks.cli.api.Json;
import io.gstacks.cli.api.Resource;
import io.gstacks.cli.api.Route;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Changes a host's tags.
 *
 * <p>Known limit: the API replaces all tags at once, so of two operators who change the same host
 * in the same moment, the later one wins.
 */
@Command(
    name = "tag",
    description = "Adds tags to a host, removes some, or replaces all. Needs the role operator.",
    footerHeading = Invocation.EXAMPLES,
    footer = {
      "  gstacks host tag box-7 gpu-lab nightly",
      "  gstacks host tag box-7 --remove nightly",
      "  gstacks host tag box-7 gpu-lab --replace"
    })
final class HostTagCommand implements Callable<Integer> {
  private final Invocation gstacks;

  @Parameters(index = "0", paramLabel = "<host>", description = "Id or name. Required.")
  private String host = "";

  @Parameters(index = "1..*", paramLabel = "<tag>", description = "Tags to add.")
  private List<String> added = new ArrayList<>();

  @Option(names = "--remove", paramLabel = "<tag>", description = "A tag to remove. Repeatable.")
  private List<String> removed = new ArrayList<>();

  @Option(
      names = "--replace",
      description = "The given tags are all that the host has then; none given clears them.")
  private boolean replace;

  HostTagCommand(Invocation gstacks) {
    this.gstacks = gstacks;
  }

  @Override
  public Integer call() {
    if (added.isEmpty() && removed.isEmpty() && !replace) {
      throw Failure.usage("give tags to add, --remove <tag>, or --replace").thrown();
    }
    var route = Route.to("hosts", gstacks.id(Resource.HOST, host));
    var before = replace ? List.<String>of() : tags(gstacks.api().send(Call.get(route)).json());
    var body = Json.object();
    after(before, added, removed).forEach(body.putArray("tags")::add);
    return gstacks.row(gstacks.api().send(Call.patch(route, body)), Views.HOSTS);
  }

  /** In the order they were given; removing wins over adding. */
  static SequencedSet<String> after(
      Collection<String> before, Collection<String> added, Collection<String> removed) {
    var tags = new LinkedHashSet<>(before);
    tags.addAll(added);
    tags.removeAll(removed);
    return tags;
  }

  private static List<String> tags(JsonNode host) {
    var tags = new ArrayList<String>();
    host.path("tags").forEach(tag -> tags.add(tag.asText()));
    return tags;
  }
}
