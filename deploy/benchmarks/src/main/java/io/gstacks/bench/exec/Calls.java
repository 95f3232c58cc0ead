package io.gstacks.bench.exec;

import io.gstacks.bench.docker.Docker;
import io.gstacks.bench.http.Request;
import io.gstacks.bench.installation.Api;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;

/** One command in one sandbox at a time, through gstacks or through Docker's own API. */
final class Calls implements Closeable {
  private static final String END_OF_CHUNKS = "\r\n0\r\n\r\n";

  private final Api api;
  private final String host;
  private final String sandbox;
  private final String container;
  private final FirstByte gstacks;
  private final Docker docker;
  private int number;

  private Calls(
      Api api, String host, String sandbox, String container, FirstByte gstacks, Docker docker) {
    this.api = api;
    this.host = host;
    this.sandbox = sandbox;
    this.container = container;
    this.gstacks = gstacks;
    this.docker = docker;
  }

  /** With connections of its own. */
  static Calls open(InetSocketAddress address, Api api, String sandbox) throws IOException {
    return new Calls(
        api,
        "127.0.0.1:" + address.getPort(),
        sandbox,
        api.sandbox(sandbox).path("container").asText(),
        FirstByte.connect(address),
        Docker.connect());
  }

  /** From the request to the first byte of what {@code echo} says, in nanoseconds. */
  long gstacks() throws IOException {
    var text = "said-" + ++number + ".";
    var request =
        api.authorized(
                Request.post(
                    "/api/sandboxes/" + sandbox + "/exec",
                    "{\"command\":[\"echo\",\"" + text + "\"]}"))
            .streamed();
    var bytes = request.bytes(host);
    long start = System.nanoTime();
    gstacks.ask(bytes, text);
    long nanos = System.nanoTime() - start;
    gstacks.await(END_OF_CHUNKS);
    return nanos;
  }

  /** The same by create and start of an exec; the start has a connection of its own, as it must. */
  long docker() throws IOException {
    var text = "said-" + ++number + ".";
    long start = System.nanoTime();
    var id =
        docker.exec(
            container,
            "{\"AttachStdout\":true,\"AttachStderr\":true,\"Cmd\":[\"echo\",\"" + text + "\"]}");
    try (var stream = FirstByte.connect(Docker.address())) {
      stream.ask(
          Request.post("/exec/" + id + "/start", "{\"Detach\":false,\"Tty\":false}")
              .bytes("docker"),
          text);
      return System.nanoTime() - start;
    }
  }

  @Override
  public void close() throws IOException {
    try (gstacks) {
      docker.close();
    }
  }
}
