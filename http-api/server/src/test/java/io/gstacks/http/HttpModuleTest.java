package io.gstacks.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.gstacks.agent.protocol.ChannelFrame;
import io.gstacks.scheduler.sandbox.SandboxCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What only a socket shows. */
@Timeout(30)
class HttpModuleTest {
  private static final String LOGS = "/api/sandboxes/" + Samples.SANDBOX + "/logs?follow=true";

  private final TestApi api =
      new TestApi()
          .with("gstacks.http { addr = \"127.0.0.1:0\", heartbeat = 50ms, stop-timeout = 5s }");
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpModule module = start();

  private HttpModule start() {
    return TestApi.await(
        HttpModule.start(TestApi.ACTORS.system(), api.settings(), api.ports(), api.meters));
  }

  @BeforeEach
  void neverEndingLogs() {
    api.rooms.output =
        _ ->
            Source.single(
                    ChannelFrame.newBuilder().setStdout(ByteString.copyFromUtf8("begun\n")).build())
                .concat(Source.maybe());
  }

  @AfterEach
  void close() {
    TestApi.await(module.stop());
    client.close();
    api.close();
  }

  @Test
  void answersOverOneConnection() throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), module.address().getPort())) {
      var request =
          "GET /api/images/default HTTP/1.1\r\nHost: localhost\r\nX-API-Key: "
              + api.admin
              + "\r\n\r\n";
      var lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      for (int i = 0; i < 3; i++) {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));

        assertThat(lines.readLine()).isEqualTo("HTTP/1.1 200 OK");
        while (!lines.readLine().isEmpty()) {}
        assertThat(lines.read(new char[24])).isEqualTo(24);
      }
    }
  }

  @Test
  void refusesABodyThatIsAnnouncedTooLarge() throws Exception {
    var answer = post("x".repeat((1 << 20) + 1));

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("body_too_large");
    assertThat(api.rooms.commands(SandboxCommand.Create.class)).isEmpty();
  }

  @Test
  void refusesABodyThatGrowsTooLarge() throws Exception {
    var parts = Stream.generate(() -> new byte[64 * 1024]).limit(100).toList();
    var request =
        request("/api/sandboxes").POST(HttpRequest.BodyPublishers.ofByteArrays(parts)).build();

    var answer = client.send(request, BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("body_too_large");
  }

  @Test
  void refusesAStrangerWithABody() throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(url("/api/sandboxes")))
            .POST(HttpRequest.BodyPublishers.ofString("x".repeat(1 << 20)))
            .build();

    assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
  }

  @Test
  void beatsInTheSilenceOfAStream() throws Exception {
    try (var lines = events(LOGS)) {
      var first = lines.limit(8).collect(Collectors.joining("\n"));

      assertThat(first).contains("event: stdout").contains(": still here");
    }
  }

  @Test
  void endsTheStreamsOfARevokedKey() throws Exception {
    try (var lines = events(LOGS)) {
      var beats = lines.iterator();
      assertThat(beats.next()).isNotEmpty();

      api.rooms.revoke(api.admin);
      var revoked = System.nanoTime();
      while (beats.hasNext()) {
        beats.next();
      }

      assertThat(Duration.ofNanos(System.nanoTime() - revoked)).isLessThan(Duration.ofSeconds(3));
    }
  }

  @Test
  void allowsSoManyStreamsOfAKey() throws Exception {
    TestApi.await(module.stop());
    api.with("gstacks.http.limits.streams = 1");
    module = start();

    try (var first = events(LOGS)) {
      assertThat(first.iterator().next()).isNotEmpty();
      var second = client.send(request(LOGS).build(), BodyHandlers.ofString());

      assertThat(second.statusCode()).isEqualTo(429);
      assertThat(second.body()).contains("too_many_streams");
    }
  }

  @Test
  void finishesWhatItBeganBeforeItStops() throws Exception {
    client.send(request("/api/whoami").build(), BodyHandlers.ofString());
    var reply = new CompletableFuture<SandboxCommand.Reply>();
    var asked = new CompletableFuture<Void>();
    api.rooms.sandboxReply =
        _ -> {
          asked.complete(null);
          return reply;
        };
    var answer =
        client.sendAsync(
            request("/api/sandboxes/" + Samples.SANDBOX).build(), BodyHandlers.ofString());
    TestApi.await(asked);

    var stopped = module.stop();
    reply.complete(new SandboxCommand.Accepted(Samples.sandbox("stopped")));

    assertThat(TestApi.await(answer).statusCode()).isEqualTo(200);
    TestApi.await(stopped);
  }

  @Test
  void answersWhatIsNoHttpInItsOwnForm() throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), module.address().getPort())) {
      socket
          .getOutputStream()
          .write(
              "GET /api/%zz HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      var answer = new String(socket.getInputStream().readNBytes(400), StandardCharsets.UTF_8);

      assertThat(answer).startsWith("HTTP/1.1 400").contains("\"code\":\"invalid_request\"");
    }
  }

  private HttpResponse<String> post(String body) throws IOException, InterruptedException {
    return client.send(
        request("/api/sandboxes").POST(HttpRequest.BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private Stream<String> events(String path) throws IOException, InterruptedException {
    return client
        .send(request(path).header("Accept", "text/event-stream").build(), BodyHandlers.ofLines())
        .body();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url(path)))
        .header("Authorization", "Bearer " + api.admin);
  }

  private String url(String path) {
    return "http://127.0.0.1:" + module.address().getPort() + path;
  }
}
