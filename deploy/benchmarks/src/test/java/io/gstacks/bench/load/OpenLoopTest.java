package io.gstacks.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.gstacks.bench.http.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenLoopTest {
  private static final int CONNECTIONS = 8;

  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Ledger offer(Schedule schedule) throws IOException {
    var request = Request.post("/create", "{}").bytes("localhost");
    try (var loop =
        new OpenLoop(server.getAddress(), request, CONNECTIONS, Duration.ofSeconds(10))) {
      var ledger = loop.offer(schedule);
      assertThat(loop.connections()).isBetween(1, CONNECTIONS);
      return ledger;
    }
  }

  private void answerWith(int status) {
    server.createContext(
        "/create",
        exchange -> {
          var body =
              ("{\"id\":\"sbx_" + requests.getAndIncrement() + "\"}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  @Test
  void everyRequestIsAnswered() throws IOException {
    answerWith(201);

    var ledger = offer(new Schedule(2_000, 400));

    assertThat(ledger.created(0, 400)).hasSize(400).doesNotHaveDuplicates();
    assertThat(ledger.errors(0, 400)).isEmpty();
    assertThat(requests).hasValue(400);
  }

  @Test
  void aRefusalIsAnError() throws IOException {
    answerWith(503);

    assertThat(offer(new Schedule(2_000, 20)).errors(0, 20)).isEqualTo(Map.of("http_503", 20));
  }

  @Test
  void goesOnOfferingWhileAnswersAreLate() throws IOException {
    var allConnections = new CountDownLatch(CONNECTIONS);
    server.createContext(
        "/create",
        exchange -> {
          allConnections.countDown();
          awaitAll(allConnections);
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });

    assertThat(offer(new Schedule(1_000, CONNECTIONS)).errors(0, CONNECTIONS))
        .isEqualTo(Map.of("http_204", CONNECTIONS));
  }

  @Test
  void aDeadServerIsAnErrorForEach() throws IOException {
    server.stop(0);
    var request = Request.post("/create", "{}").bytes("localhost");
    try (var loop = new OpenLoop(server.getAddress(), request, 2, Duration.ofSeconds(1))) {
      assertThat(loop.offer(new Schedule(1_000, 5)).errors(0, 5))
          .isEqualTo(Map.of("no_connection", 5));
    }
  }

  private static void awaitAll(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
