package io.gstacks.http.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gstacks.http.route.Json;
import io.gstacks.persistence.Recorded;
import io.gstacks.persistence.feed.FeedEntry;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/**
 * Something that happened, in JSON: the event as it is journalled, without what is secret in it.
 */
public record EventBody(
    String id, Instant at, String event, String entity, String entityId, String by, JsonNode data) {
  /** Hashes of keys and tokens could be tried against guesses; nobody needs them. */
  private static final Set<String> HIDDEN = Set.of("hash", "secret_hash", "public_key", "proof");

  static EventBody of(FeedEntry entry, Recorded<?> recorded) {
    return new EventBody(
        entry.position().toString(),
        recorded.at(),
        entry.name(),
        entry.entity().toLowerCase(Locale.ROOT),
        entry.entityId(),
        recorded.by(),
        data(recorded.event()));
  }

  /** An event's public form, the same in streams and in lists of activity. */
  public static JsonNode data(Object event) {
    var tree = Json.tree(event);
    hide(tree);
    return tree;
  }

  private static void hide(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(HIDDEN);
    }
    node.forEach(EventBody::hide);
  }
}
