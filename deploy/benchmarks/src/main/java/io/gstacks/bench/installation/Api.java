package io.gstacks.bench.installation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gstacks.bench.http.HttpConnection;
import io.gstacks.bench.http.Request;
import io.gstacks.bench.http.Response;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The few calls of the HTTP API that a bench needs, over one connection. */
public final class Api implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(90);

  private final InetSocketAddress address;
  private final Optional<String> key;
  private @Nullable HttpConnection connection;

  Api(InetSocketAddress address) {
    this(address, Optional.empty());
  }

  private Api(InetSocketAddress address, Optional<String> key) {
    this.address = address;
    this.key = key;
  }

  Api as(String adminKey) {
    close();
    return new Api(address, Optional.of(adminKey));
  }

  boolean isReady() throws IOException {
    return exchange(Request.get("/readyz")).status() == 200;
  }

  /** A request with our key, as it is timed by those who hold a connection of their own. */
  public Request authorized(Request request) {
    return key.map(request::as).orElse(request);
  }

  /** The image of sandboxes that name none. */
  public String defaultImage() throws IOException {
    return json(Request.get("/api/images/default")).path("image").asText();
  }

  String bootstrapToken(int uses) throws IOException {
    var body = JSON.writeValueAsString(Map.of("ttl_seconds", 3600, "max_uses", uses));
    var tokens = "/api/clusters/" + defaultCluster() + "/tokens";
    return json(Request.post(tokens, body)).path("token").asText();
  }

  private String defaultCluster() throws IOException {
    return StreamSupport.stream(
            json(Request.get("/api/clusters")).path("items").spliterator(), false)
        .filter(cluster -> cluster.path("name").asText().equals("default"))
        .map(cluster -> cluster.path("id").asText())
        .findFirst()
        .orElseThrow(() -> new IOException("there is no cluster named default"));
  }

  public boolean isHostConnected(String host) throws IOException {
    return json(Request.get("/api/hosts/" + host)).path("status").asText().equals("connected");
  }

  /** How many hosts are connected, by the list. */
  public int connectedHosts() throws IOException {
    int count = 0;
    var cursor = "";
    do {
      var page = json(Request.get("/api/hosts?status=connected&limit=200" + cursor));
      count += page.path("items").size();
      var next = page.path("next_cursor").asText("");
      cursor = next.isEmpty() || next.equals("null") ? "" : "&cursor=" + next;
    } while (!cursor.isEmpty());
    return count;
  }

  /** Answers once the sandbox and its workspace are gone. */
  public void purge(String sandbox) throws IOException {
    json(Request.post("/api/sandboxes/" + sandbox + "/purge"));
  }

  /** Makes a sandbox of the default image; it runs when this returns. */
  public JsonNode create(String body) throws IOException {
    var made = json(Request.post("/api/sandboxes?wait=running&timeout_seconds=60", body));
    if (!made.path("status").asText().equals("running")) {
      throw new IOException("it does not run: " + made);
    }
    return made;
  }

  public JsonNode sandbox(String sandbox) throws IOException {
    return json(Request.get("/api/sandboxes/" + sandbox));
  }

  private JsonNode json(Request request) throws IOException {
    var response = exchange(request);
    if (!response.isSuccess()) {
      throw new IOException(
          "%s %s: %d %s"
              .formatted(request.method(), request.path(), response.status(), response.body()));
    }
    return JSON.readTree(response.body());
  }

  private Response exchange(Request request) throws IOException {
    if (connection == null) {
      connection = HttpConnection.open(address, "127.0.0.1:" + address.getPort());
    }
    try {
      return connection.exchange(authorized(request), TIMEOUT);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  @Override
  public void close() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }
}
