package io.gstacks.bench.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gstacks.bench.http.HttpConnection;
import io.gstacks.bench.http.Request;
import io.gstacks.bench.http.Response;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;

/** The Engine API, over one connection, with as little between it and the clock as can be. */
public final class Docker implements Closeable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final String DEFAULT_HOST = "unix:///var/run/docker.sock";

  private final HttpConnection connection;

  private Docker(HttpConnection connection) {
    this.connection = connection;
  }

  public static Docker connect() throws IOException {
    return new Docker(HttpConnection.open(address(), "docker"));
  }

  /** Where the engine of this machine is, for who wants a connection of its own. */
  public static SocketAddress address() {
    var host = URI.create(System.getenv().getOrDefault("DOCKER_HOST", DEFAULT_HOST));
    return host.getScheme().equals("unix")
        ? UnixDomainSocketAddress.of(host.getPath())
        : new InetSocketAddress(host.getHost(), host.getPort());
  }

  /** Prepares a command in a container; what starts it is the caller's. Returns its id. */
  public String exec(String container, String json) throws IOException {
    var created = require(exchange(Request.post("/containers/" + container + "/exec", json)));
    return JSON.readTree(created.body()).path("Id").asText();
  }

  public JsonNode version() throws IOException {
    return JSON.readTree(require(exchange(Request.get("/version"))).body());
  }

  public JsonNode inspect(String container) throws IOException {
    return JSON.readTree(
        require(exchange(Request.get("/containers/" + container + "/json"))).body());
  }

  public boolean exists(String container) throws IOException {
    return exchange(Request.get("/containers/" + container + "/json")).status() != 404;
  }

  /** Create and start, one after the other, as any client of Docker must. Returns the id. */
  public String run(Request create) throws IOException {
    var created = require(exchange(create));
    var id = JSON.readTree(created.body()).path("Id").asText();
    require(exchange(Request.post("/containers/" + id + "/start")));
    return id;
  }

  public void remove(String container) throws IOException {
    require(exchange(Request.delete("/containers/" + container + "?force=true&v=true")));
  }

  private Response exchange(Request request) throws IOException {
    return connection.exchange(request, TIMEOUT);
  }

  private static Response require(Response response) throws IOException {
    if (!response.isSuccess()) {
      throw new IOException("Docker: " + response.status() + " " + response.body().strip());
    }
    return response;
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
