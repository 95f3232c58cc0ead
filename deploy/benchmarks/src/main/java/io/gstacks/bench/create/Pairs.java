package io.gstacks.bench.create;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gstacks.bench.docker.Docker;
import io.gstacks.bench.http.HttpConnection;
import io.gstacks.bench.http.Request;
import io.gstacks.bench.installation.Api;
import io.gstacks.bench.installation.Await;
import io.gstacks.bench.installation.Installation;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;

/** Makes one sandbox and one container at a time, in turn, and removes both before the next. */
final class Pairs implements Closeable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(90);
  private static final Request CREATE =
      Request.post("/api/sandboxes?wait=running&timeout_seconds=60", "{}");

  /** How long each of the two took. */
  record Pair(long gstacksNanos, long dockerNanos) {}

  private record Made(String id, long nanos) {}

  private final Installation installation;
  private final Api api;
  private final HttpConnection gstacks;
  private final Docker docker;
  private final Path workspace;
  private Optional<Request> twin = Optional.empty();
  private boolean dockerFirst;

  private Pairs(
      Installation installation, Api api, HttpConnection gstacks, Docker docker, Path workspace) {
    this.installation = installation;
    this.api = api;
    this.gstacks = gstacks;
    this.docker = docker;
    this.workspace = workspace;
  }

  static Pairs open(Installation installation, Api api, Path directory) throws IOException {
    var address = installation.http();
    var everyone = PosixFilePermissions.fromString("rwxrwxrwx");
    var workspace = Files.createDirectory(directory.resolve("workspace"));
    Files.setPosixFilePermissions(workspace, everyone);
    return new Pairs(
        installation,
        api,
        HttpConnection.open(address, "127.0.0.1:" + address.getPort()),
        Docker.connect(),
        workspace);
  }

  String engine() throws IOException {
    return docker.version().path("Version").asText();
  }

  /** Makes a first sandbox, to see what a container like its own is made with. */
  void learn() throws IOException, InterruptedException {
    var sandbox = gstacks();
    var inspected = docker.inspect(api.sandbox(sandbox.id()).path("container").asText());
    twin = Optional.of(Twin.create(inspected, installation.home(), workspace));
    removeSandbox(sandbox.id());
  }

  /** One of each; who is first changes every time. */
  Pair next() throws IOException, InterruptedException {
    dockerFirst = !dockerFirst;
    long dockerNanos = dockerFirst ? docker() : 0;
    var sandbox = gstacks();
    removeSandbox(sandbox.id());
    return new Pair(sandbox.nanos(), dockerFirst ? dockerNanos : docker());
  }

  private Made gstacks() throws IOException {
    var request = api.authorized(CREATE);
    long start = System.nanoTime();
    var response = gstacks.exchange(request, TIMEOUT);
    long nanos = System.nanoTime() - start;
    var sandbox = JSON.readTree(response.body());
    if (response.status() != 201 || !sandbox.path("status").asText().equals("running")) {
      throw new IOException("no running sandbox: " + response.status() + " " + response.body());
    }
    return new Made(sandbox.path("id").asText(), nanos);
  }

  private long docker() throws IOException {
    var request = twin.orElseThrow(() -> new IllegalStateException("learn() comes first"));
    long start = System.nanoTime();
    var id = docker.run(request);
    long nanos = System.nanoTime() - start;
    docker.remove(id);
    return nanos;
  }

  private void removeSandbox(String id) throws IOException, InterruptedException {
    var container = api.sandbox(id).path("container").asText();
    api.purge(id);
    Await.until(
        "the removal of " + id,
        Duration.ofSeconds(60),
        Duration.ofMillis(20),
        () -> isDeleted(api.sandbox(id)) && !docker.exists(container));
  }

  private static boolean isDeleted(JsonNode sandbox) {
    return !sandbox.path("deleted_at").asText("null").equals("null");
  }

  @Override
  public void close() throws IOException {
    try (gstacks) {
      docker.close();
    }
  }
}
