package io.gstacks.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A control plane that answers what a test says, over real HTTP on a port of its own. */
public final class FakeControlPlane implements AutoCloseable {
  /** What arrived. */
  public record Request(String method, String uri, Map<String, List<String>> headers, String body) {
    public String header(String name) {
      return headers.getOrDefault(name, List.of("")).getFirst();
    }
  }

  /** What goes back; a status of 0 cuts the connection without an answer. */
  public record Reply(int status, String type, String body) {
    public static Reply json(int status, String body) {
      return new Reply(status, "application/json", body);
    }

    public static Reply ok(String body) {
      return json(200, body);
    }

    public static Reply events(String body) {
      return new Reply(200, "text/event-stream", body);
    }

    public static Reply refused(int status, String code) {
      return json(
          status,
          """
          {"error":{"code":"%s","message":"said %s","retryable":false,"details":{}}}\
          """
              .formatted(code, code));
    }

    public static Reply cut() {
      return json(0, "");
    }
  }

  /** The answer to a request. */
  @FunctionalInterface
  public interface Answers {
    Reply to(Request request);
  }

  private final HttpServer server;
  private final Map<String, Answers> answers = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  public FakeControlPlane() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  /** The same answer for {@code "GET /api/hosts"}, whatever the query. */
  public FakeControlPlane on(String methodAndPath, Reply reply) {
    return on(methodAndPath, _ -> reply);
  }

  public FakeControlPlane on(String methodAndPath, Answers reply) {
    answers.put(methodAndPath, reply);
    return this;
  }

  public List<Request> requests() {
    return List.copyOf(requests);
  }

  public Request last() {
    return requests.getLast();
  }

  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var uri = exchange.getRequestURI();
      var request =
          new Request(
              exchange.getRequestMethod(),
              uri.toString(),
              Map.copyOf(exchange.getRequestHeaders()),
              body);
      requests.add(request);
      var answer = Optional.ofNullable(answers.get(request.method() + " " + uri.getPath()));
      reply(
          exchange,
          answer.map(it -> it.to(request)).orElseGet(() -> Reply.refused(404, "not_found")));
    }
  }

  private static void reply(HttpExchange exchange, Reply reply) throws IOException {
    if (reply.status() == 0) {
      return;
    }
    var bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", reply.type());
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
