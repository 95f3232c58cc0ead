package io.gstacks.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One event of a stream. The id is empty where the stream gave none yet. */
public record ServerSentEvent(String id, String event, String data) {
  /** The data as JSON; text that is not JSON becomes {@code {"data": text}}. */
  public JsonNode json() {
    return Json.parse(data)
        .filter(JsonNode::isObject)
        .orElseGet(() -> Json.object().put("data", data));
  }

  /** The data as one line for programs, with the event's name in it. */
  public String line() {
    var json = json();
    return json instanceof ObjectNode object && !object.has("event")
        ? Json.object().put("event", event).setAll(object).toString()
        : json.toString();
  }
}
