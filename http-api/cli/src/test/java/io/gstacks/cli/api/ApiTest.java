package io.gstacks.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gstacks.cli.FakeControlPlane;
import io.gstacks.cli.FakeControlPlane.Reply;
import io.gstacks.cli.Terminal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiTest {
  private static final Call CREATE = Call.post(Route.to("sandboxes"), Json.object().put("a", 1));

  private FakeControlPlane plane;

  @BeforeEach
  void start() throws IOException {
    plane = new FakeControlPlane();
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  @Test
  void repeatsACreateWithTheSameKeyWhenTheConnectionBreaks() {
    var tries = new AtomicInteger();
    plane.on(
        "POST /api/sandboxes",
        _ -> tries.incrementAndGet() < 3 ? Reply.cut() : Reply.json(201, "{\"id\":\"sbx_1\"}"));

    var answer = api().send(CREATE);

    assertThat(answer.json().path("id").asText()).isEqualTo("sbx_1");
    assertThat(plane.requests()).hasSize(3);
    assertThat(plane.requests())
        .extracting(request -> request.header("Idempotency-key"))
        .doesNotContain("")
        .containsOnly(plane.last().header("Idempotency-key"));
  }

  @Test
  void anotherCreateHasAnotherKey() {
    plane.on("POST /api/sandboxes", Reply.ok("{}"));
    api().send(CREATE);
    api().send(Call.post(Route.to("sandboxes"), Json.object()));

    assertThat(plane.requests())
        .extracting(request -> request.header("Idempotency-key"))
        .doesNotHaveDuplicates();
  }

  @Test
  void givesUpAfterItsRetries() {
    plane.on("GET /api/hosts", Reply.refused(503, "no_answer"));

    assertThat(failure(Call.get(Route.to("hosts")))).hasValue(ExitCode.UNAVAILABLE);
    assertThat(plane.requests()).hasSize(1 + Terminal.HASTY.retries());
  }

  @Test
  void aRefusalIsNotRepeated() {
    plane.on("POST /api/sandboxes", Reply.refused(409, "name_taken"));

    assertThat(failure(CREATE)).hasValue(ExitCode.FAILED);
    assertThat(plane.requests()).hasSize(1);
  }

  @Test
  void whatMustRunOnceIsNotRepeatedOnceItWasSent() {
    plane.on("POST /api/sandboxes", Reply.cut());

    assertThat(failure(CREATE.once())).hasValue(ExitCode.UNAVAILABLE);
    assertThat(plane.requests()).hasSize(1);
  }

  @Test
  void nobodyThereIsUnavailable() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    var api = new Api(ControlPlane.of("http://127.0.0.1:" + port, "k"), Terminal.HASTY);

    assertThatThrownBy(() -> api.send(CREATE))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("unreachable");
  }

  @Test
  void aServerThatDoesNotAnswerInTimeIsUnavailable() throws IOException {
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var address = "http://127.0.0.1:" + silent.getLocalPort();
      var api = new Api(ControlPlane.of(address, "k"), Terminal.HASTY);

      assertThatThrownBy(() -> api.send(CREATE.answeredWithin(Duration.ofMillis(50))))
          .isInstanceOf(FailureException.class)
          .hasMessageContaining("no_answer");
    }
  }

  @Test
  void followsNoRedirectForTheKeyIsForOneAddress() {
    plane.on("GET /api/whoami", Reply.json(302, ""));

    assertThat(failure(Call.get(Route.to("whoami")))).hasValue(ExitCode.FAILED);
    assertThat(plane.requests()).hasSize(1);
  }

  @Test
  void whatIsNoJsonIsNotTheApi() {
    plane.on("GET /api/whoami", Reply.ok("<html>"));

    assertThatThrownBy(() -> api().send(Call.get(Route.to("whoami"))))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("not_json");
  }

  @Test
  void readsPagesUntilThereAreEnough() {
    plane.on(
        "GET /api/hosts",
        request ->
            request.uri().contains("cursor=next")
                ? Reply.ok("{\"items\":[{\"id\":\"3\"}],\"next_cursor\":null}")
                : Reply.ok("{\"items\":[{\"id\":\"1\"},{\"id\":\"2\"}],\"next_cursor\":\"next\"}"));

    var all = Pages.read(api(), Route.to("hosts"), Optional.empty(), 1000);
    var two = Pages.read(api(), Route.to("hosts"), Optional.empty(), 2);

    assertThat(all.items()).hasSize(3);
    assertThat(all.document().path("next_cursor").isNull()).isTrue();
    assertThat(two.nextCursor()).hasValue("next");
    assertThat(plane.last().uri()).isEqualTo("/api/hosts?limit=2");
  }

  private Api api() {
    return new Api(ControlPlane.of(plane.address(), "gsk_test"), Terminal.HASTY);
  }

  private Optional<ExitCode> failure(Call call) {
    try {
      api().send(call);
      return Optional.empty();
    } catch (FailureException e) {
      return Optional.of(e.failure().exit());
    }
  }
}
