package io.gstacks.agent.runtime.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Pattern;

/**
 * A Docker Engine in memory, over loopback HTTP: under docker-java's own client, and under the raw
 * streams beside it.
 */
final class FakeEngine implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern CONTAINER = Pattern.compile("/containers/([^/?]+)(?:/(\\w+))?");

  /** A container as the engine keeps it. */
  record Held(
      String id, String name, Map<String, String> labels, String status, int exit, boolean oom) {
    Held status(String status, int exit, boolean oom) {
      return new Held(id, name, labels, status, exit, oom);
    }
  }

  final Map<String, Held> containers = new ConcurrentHashMap<>();
  volatile boolean takesConnections = true;
  volatile Optional<String> startFailure = Optional.empty();
  volatile int startFailureStatus = 500;
  volatile boolean diesAtStart;
  private volatile LinkedBlockingQueue<Optional<String>> events = new LinkedBlockingQueue<>();
  private int made;

  /** Says on the open stream of events what happened to a container. */
  void tell(String action, String id) {
    var held = containers.get(id);
    var attributes = held == null ? Map.of() : held.labels();
    events.add(
        Optional.of(
            text(
                Map.of(
                    "Type",
                    "container",
                    "Action",
                    action,
                    "Actor",
                    Map.of("ID", id, "Attributes", attributes)))));
  }

  /** The connection of the events breaks, as when the engine's process is gone. */
  void hangUp() {
    events.add(Optional.empty());
  }

  void ends(String id, int exit, boolean oom) {
    containers.computeIfPresent(id, (_, held) -> held.status("exited", exit, oom));
  }

  /** Puts a container there by another hand than the agent's. */
  void put(String id, Map<String, String> labels) {
    containers.put(id, new Held(id, "other", labels, "running", 0, false));
  }

  private final HttpServer server;

  FakeEngine() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  URI host() {
    return URI.create("tcp://127.0.0.1:" + server.getAddress().getPort());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!takesConnections) {
        return; // closed without a word
      }
      var path = exchange.getRequestURI().toString();
      if (path.startsWith("/events")) {
        stream(exchange);
      } else {
        answer(exchange, path);
      }
    }
  }

  private void stream(HttpExchange exchange) throws IOException {
    var mine = new LinkedBlockingQueue<Optional<String>>();
    events = mine;
    exchange.sendResponseHeaders(200, 0);
    try (var body = exchange.getResponseBody()) {
      body.flush(); // the head
      for (var event = mine.take(); event.isPresent(); event = mine.take()) {
        body.write(utf8(event.get() + "\n"));
        body.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange exchange, String path) throws IOException {
    var answer =
        answer(exchange.getRequestMethod(), path, exchange.getRequestBody().readAllBytes());
    if (!takesConnections) {
      return; // it did it, and nobody hears of it
    }
    var body = utf8(text(answer.body()));
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  private record Answer(int status, Object body) {}

  private Answer answer(String method, String path, byte[] body) {
    var matcher = CONTAINER.matcher(path);
    if (path.startsWith("/_ping") || path.startsWith("/version")) {
      return new Answer(200, Map.of("Version", "fake"));
    }
    if (path.startsWith("/containers/json")) {
      return new Answer(200, list(path));
    }
    if (path.startsWith("/containers/create")) {
      return create(path, body);
    }
    if (path.startsWith("/images/")) {
      return new Answer(200, Map.of("Id", "sha256:img", "Config", Map.of("User", "")));
    }
    if (matcher.find()) {
      return one(method, matcher.group(1), Optional.ofNullable(matcher.group(2)));
    }
    return new Answer(404, Map.of("message", "no such path " + path));
  }

  private Answer one(String method, String id, Optional<String> action) {
    var held = containers.get(id);
    if (held == null) {
      return new Answer(404, Map.of("message", "No such container: " + id));
    }
    if (method.equals("DELETE")) {
      containers.remove(id);
      return new Answer(204, "");
    }
    return switch (action.orElse("")) {
      case "json" -> new Answer(200, inspected(held));
      case "start" -> start(held);
      case "stop" -> {
        containers.put(id, held.status("exited", 143, false));
        yield new Answer(204, "");
      }
      default -> new Answer(404, Map.of("message", "no such action"));
    };
  }

  private Answer start(Held held) {
    if (startFailure.isPresent()) {
      return new Answer(startFailureStatus, Map.of("message", startFailure.get()));
    }
    containers.put(held.id(), held.status("running", 0, false));
    takesConnections = !diesAtStart;
    return new Answer(204, "");
  }

  private Answer create(String path, byte[] body) {
    var labels = new LinkedHashMap<String, String>();
    parse(new String(body, StandardCharsets.UTF_8))
        .path("Labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    var name = path.substring(path.indexOf("name=") + 5);
    var id = "container-" + ++made;
    containers.put(id, new Held(id, name, labels, "created", 0, false));
    return new Answer(201, Map.of("Id", id));
  }

  private List<Map<String, Object>> list(String path) {
    var filters =
        parse(
            URLDecoder.decode(
                path.substring(path.indexOf("filters=") + 8), StandardCharsets.UTF_8));
    return containers.values().stream()
        .filter(held -> matches(held, filters.path("label")))
        .map(held ->
            Map.<String, Object>of(
                "Id", held.id(),
                "Names", List.of("/" + held.name()),
                "Labels", held.labels(),
                "State", held.status(),
                "Image", "i",
                "ImageID", "sha256:img"))
        .toList();
  }

  private static boolean matches(Held held, JsonNode wanted) {
    for (var label : wanted) {
      var parts = label.asText().split("=", 2);
      if (!parts[1].equals(held.labels().get(parts[0]))) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, Object> inspected(Held held) {
    return Map.of(
        "Id", held.id(),
        "Name", "/" + held.name(),
        "Image", "sha256:img",
        "Config", Map.of("Labels", held.labels(), "Image", "i"),
        "State", Map.of("Status", held.status(), "ExitCode", held.exit(), "OOMKilled", held.oom()));
  }

  @Override
  public void close() {
    hangUp();
    server.stop(0);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Object value) {
    try {
      return value instanceof String text ? text : JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
