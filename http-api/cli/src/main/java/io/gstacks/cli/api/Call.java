package io.gstacks.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One call of the API, with all that a repeat of it needs: a POST keeps its {@code
 * Idempotency-Key}, so that the control plane does it once however often it arrives.
 *
 * @param repeatable whether it may be sent again when it is not known to have arrived
 */
public record Call(
    String method,
    Route route,
    Optional<String> body,
    Optional<Content> content,
    Map<String, String> headers,
    Optional<Duration> answerWithin,
    boolean repeatable) {

  /** Bytes that are sent as they are read, once. */
  public record Content(String type, HttpRequest.BodyPublisher bytes) {}

  public Call {
    headers = Map.copyOf(headers);
  }

  public static Call get(Route route) {
    return plain("GET", route, Optional.empty(), Map.of());
  }

  public static Call delete(Route route) {
    return plain("DELETE", route, Optional.empty(), Map.of());
  }

  public static Call patch(Route route, JsonNode body) {
    return plain("PATCH", route, Optional.of(body.toString()), Map.of());
  }

  public static Call post(Route route, JsonNode body) {
    var key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
    return plain("POST", route, Optional.of(body.toString()), key);
  }

  /** Not repeatable: what was read to be sent is gone. */
  public static Call upload(Route route, Content content) {
    return new Call(
        "PUT", route, Optional.empty(), Optional.of(content), Map.of(), Optional.empty(), false);
  }

  private static Call plain(
      String method, Route route, Optional<String> body, Map<String, String> headers) {
    return new Call(method, route, body, Optional.empty(), headers, Optional.empty(), true);
  }

  /** For what must not run twice even if the control plane forgot the key. */
  public Call once() {
    return new Call(method, route, body, content, headers, answerWithin, false);
  }

  public Call answeredWithin(Duration limit) {
    return new Call(method, route, body, content, headers, Optional.of(limit), repeatable);
  }

  /** The same call with one more header. */
  public Call header(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Call(method, route, body, content, more, answerWithin, repeatable);
  }

  HttpRequest.Builder request(ControlPlane plane) {
    var builder =
        HttpRequest.newBuilder(URI.create(plane.baseUrl() + route.text()))
            .header("Authorization", "Bearer " + plane.apiKey());
    headers.forEach(builder::header);
    body.ifPresent(_ -> builder.header("Content-Type", "application/json"));
    content.ifPresent(given -> builder.header("Content-Type", given.type()));
    return builder.method(
        method,
        content
            .map(Content::bytes)
            .or(() -> body.map(HttpRequest.BodyPublishers::ofString))
            .orElseGet(HttpRequest.BodyPublishers::noBody));
  }
}
