package io.gstacks.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/**
 * Which record a name means. Names of sandboxes are not unique, so a name that several records
 * carry is refused with their ids. Records that are over (archived, revoked, spent) give way to
 * those that are not: a name used again means the new record.
 */
public final class Names {
  /** What a name comes to. */
  sealed interface Choice {
    record One(String id) implements Choice {}

    record None() implements Choice {}

    record Several(List<JsonNode> candidates) implements Choice {
      public Several {
        candidates = List.copyOf(candidates);
      }
    }
  }

  private static final List<String> ENDS = List.of("archived_at", "revoked_at", "deleted_at");
  private static final Set<String> OVER = Set.of("archived", "revoked", "expired", "spent");

  private Names() {}

  /** The id of the one record that the reference means: an id, taken as it is, or a name. */
  public static String id(Api api, Resource resource, String reference) {
    if (resource.isId(reference)) {
      return reference;
    }
    var found = choose(reference, candidates(api, resource, reference));
    return switch (found) {
      case Choice.One(var id) -> id;
      case Choice.None() -> throw unknown(resource, reference).thrown();
      case Choice.Several(var candidates) ->
          throw ambiguous(resource, reference, candidates).thrown();
    };
  }

  /** The API filters sandboxes by name, for there are many of them; the other lists are short. */
  private static List<JsonNode> candidates(Api api, Resource resource, String reference) {
    var list = Route.to(resource.collection());
    if (resource != Resource.SANDBOX) {
      return Pages.all(api, list);
    }
    var live = Pages.all(api, list.with("name", reference));
    return live.isEmpty()
        ? Pages.all(
            api,
            list.with("name", reference)
                .with("include_archived", true)
                .with("include_deleted", true))
        : live;
  }

  static Choice choose(String name, List<JsonNode> records) {
    var named = records.stream().filter(it -> it.path("name").asText("").equals(name)).toList();
    var live = named.stream().filter(Names::goesOn).toList();
    var meant = live.isEmpty() ? named : live;
    return switch (meant.size()) {
      case 0 -> new Choice.None();
      case 1 -> new Choice.One(meant.getFirst().path("id").asText());
      default -> new Choice.Several(meant);
    };
  }

  private static boolean goesOn(JsonNode item) {
    return ENDS.stream().noneMatch(item::hasNonNull)
        && !OVER.contains(item.path("status").asText(""));
  }

  private static Failure unknown(Resource resource, String reference) {
    return Failure.local(
        ExitCode.NOT_FOUND,
        "not_found",
        "no " + resource.word() + " has the id or the name \"" + reference + "\"",
        "gstacks " + resource.word() + " list shows what there is");
  }

  private static Failure ambiguous(Resource resource, String name, List<JsonNode> candidates) {
    var shown = new StringBuilder();
    candidates.forEach(it ->
        shown
            .append("\n  ")
            .append(it.path("id").asText())
            .append("  ")
            .append(it.path("status").asText(""))
            .append("  ")
            .append(it.path("created_at").asText("")));
    return Failure.local(
        ExitCode.FAILED,
        "ambiguous_name",
        candidates.size() + " " + resource.collection() + " are named \"" + name + "\":" + shown,
        "give the id of the one you mean");
  }
}
