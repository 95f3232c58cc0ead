package io.gstacks.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists, page by page until there are as many items as wanted. */
public record Pages(List<JsonNode> items, Optional<String> nextCursor) {
  /** The most that the API gives at once. */
  private static final int PAGE = 200;

  /** Names are looked for among this many records; beyond it an id must be given. */
  private static final int MOST = 20_000;

  public Pages {
    items = List.copyOf(items);
  }

  static List<JsonNode> all(Api api, Route list) {
    return read(api, list, Optional.empty(), MOST).items();
  }

  /** At most {@code limit} items from the cursor on. */
  public static Pages read(Api api, Route list, Optional<String> cursor, int limit) {
    var items = new ArrayList<JsonNode>();
    var next = cursor;
    do {
      int wanted = Math.min(PAGE, limit - items.size());
      var page = api.send(Call.get(list.with("limit", wanted).with("cursor", next))).json();
      page.path("items").forEach(items::add);
      var more = !page.path("items").isEmpty();
      next = Optional.ofNullable(page.path("next_cursor").textValue()).filter(_ -> more);
    } while (next.isPresent() && items.size() < limit);
    return new Pages(items, next);
  }

  /** The document that one call would have brought. */
  public JsonNode document() {
    var document = Json.object();
    document.putArray("items").addAll(items);
    nextCursor.ifPresentOrElse(
        cursor -> document.put("next_cursor", cursor), () -> document.putNull("next_cursor"));
    return document;
  }
}
