package io.gstacks.cli.api;

import java.util.Optional;

/**
 * Lines to events, by the rules of the HTML standard, section 9.2.6. The name of an event without
 * one is {@code message}; the last id is kept for the events after it.
 *
 * <p>Known limit: {@code retry:} is ignored, for the waits here are our own settings.
 */
final class SseParser {
  private final StringBuilder data = new StringBuilder();
  private boolean hasData;
  private String event = "";
  private String id = "";

  SseParser(String lastId) {
    this.id = lastId;
  }

  /** The event that the line ends, if it ends one. */
  Optional<ServerSentEvent> accept(String line) {
    if (line.isEmpty()) {
      return dispatch();
    }
    int colon = line.indexOf(':');
    var field = colon < 0 ? line : line.substring(0, colon);
    var value = colon < 0 ? "" : line.substring(colon + 1);
    take(field, value.startsWith(" ") ? value.substring(1) : value);
    return Optional.empty();
  }

  private void take(String field, String value) {
    switch (field) {
      case "data" -> {
        data.append(hasData ? "\n" : "").append(value);
        hasData = true;
      }
      case "event" -> event = value;
      case "id" -> id = value.indexOf('\0') < 0 ? value : id;
      default -> {
        // comments (heartbeats are such) and fields that later versions may add
      }
    }
  }

  private Optional<ServerSentEvent> dispatch() {
    var complete =
        hasData
            ? Optional.of(
                new ServerSentEvent(id, event.isEmpty() ? "message" : event, data.toString()))
            : Optional.<ServerSentEvent>empty();
    data.setLength(0);
    hasData = false;
    event = "";
    return complete;
  }
}
