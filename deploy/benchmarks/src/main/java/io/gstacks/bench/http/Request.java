package io.gstacks.bench.http;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Requests in their form on the wire, made once and sent many times. */
public record Request(
    String method, String path, Optional<String> bearer, Optional<String> json, boolean events) {
  public static Request get(String path) {
    return new Request("GET", path, Optional.empty(), Optional.empty(), false);
  }

  public static Request post(String path, String json) {
    return new Request("POST", path, Optional.empty(), Optional.of(json), false);
  }

  public static Request post(String path) {
    return new Request("POST", path, Optional.empty(), Optional.empty(), false);
  }

  public static Request delete(String path) {
    return new Request("DELETE", path, Optional.empty(), Optional.empty(), false);
  }

  public Request as(String key) {
    return new Request(method, path, Optional.of(key), json, events);
  }

  /** The same, answered as a stream of events. */
  public Request streamed() {
    return new Request(method, path, bearer, json, true);
  }

  /** Pekko refuses a request without a host, Docker one without a body's length. */
  public byte[] bytes(String host) {
    var body = json.orElse("");
    var head =
        new StringBuilder(method)
            .append(' ')
            .append(path)
            .append(" HTTP/1.1\r\nHost: ")
            .append(host)
            .append("\r\nUser-Agent: gstacks-bench\r\n");
    bearer.ifPresent(key -> head.append("Authorization: Bearer ").append(key).append("\r\n"));
    if (events) {
      head.append("Accept: text/event-stream\r\n");
    }
    if (json.isPresent()) {
      head.append("Content-Type: application/json\r\n");
    }
    if (!method.equals("GET")) {
      head.append("Content-Length: ")
          .append(body.getBytes(StandardCharsets.UTF_8).length)
          .append("\r\n");
    }
    return head.append("\r\n").append(body).toString().getBytes(StandardCharsets.UTF_8);
  }
}
