package io.gstacks.agent.runtime.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gstacks.agent.protocol.Runtime;
import io.gstacks.agent.runtime.RuntimeEvent;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the engine: whether it answers, and what it says of our containers.
 *
 * <p>An end of a container is believed only while the engine takes new connections. One that is
 * shutting down closes its door first and then stops every container, still telling us on the open
 * stream: those did not exit, they were lost, and are compared when the engine is back.
 */
final class EngineWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EngineWatch.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LONGEST_EVENT = 1 << 16;
  private static final int LONGEST_VERSION = 1 << 14;

  private final EngineSocket socket;
  private final DockerSettings.Timing timing;
  private final Runnable returned;
  private final String path;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Runtime health =
      Runtime.newBuilder().setName("docker").setReason("not asked yet").build();
  private volatile Consumer<RuntimeEvent> listener = _ -> {};
  private volatile Optional<EngineStream> open = Optional.empty();
  private volatile int illnesses;

  EngineWatch(
      EngineSocket socket, DockerSettings.Timing timing, String installationId, Runnable returned) {
    this.socket = socket;
    this.timing = timing;
    this.returned = returned;
    var filters =
        "{\"type\":[\"container\"],\"event\":[\"die\",\"destroy\",\"start\"],\"label\":[\"%s=%s\"]}"
            .formatted(Labels.INSTALLATION, installationId);
    this.path = "/events?filters=" + URLEncoder.encode(filters, StandardCharsets.UTF_8);
    look();
  }

  Runtime health() {
    return health;
  }

  void start(Consumer<RuntimeEvent> listener) {
    this.listener = listener;
    Thread.ofVirtual().name("docker-events").start(this::follow);
    Thread.ofVirtual().name("docker-ping").start(this::ping);
  }

  private boolean waitOrClosed() {
    try {
      return closed.await(timing.ping().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void ping() {
    while (!waitOrClosed()) {
      look();
    }
  }

  private void follow() {
    do {
      try (var events = socket.get(path)) {
        if (open.isPresent()) {
          returned.run(); // perhaps too fast for a ping to see it away
        }
        open = Optional.of(events);
        if (look()) {
          listener.accept(new RuntimeEvent.Unwatched());
          read(events, illnesses);
        }
      } catch (IOException e) {
        LOG.debug("the engine's events ended", e);
      }
      look();
    } while (!waitOrClosed());
  }

  /** Reads until the end, or until the engine fell ill since: what came then is not believed. */
  private void read(EngineStream events, int illnessesBefore) throws IOException {
    var buffer = ByteBuffer.allocate(LONGEST_EVENT);
    while (closed.getCount() > 0 && events.read(buffer) >= 0) {
      buffer.flip();
      for (var end = lineEnd(buffer); end >= 0; end = lineEnd(buffer)) {
        var line = new byte[end - buffer.position()];
        buffer.get(line).get();
        var event = JSON.readTree(line);
        var started = event.path("Action").asText().equals("start");
        if (!started && (!look() || illnesses != illnessesBefore)) {
          return;
        }
        tell(event);
      }
      buffer.compact();
      if (!buffer.hasRemaining()) {
        throw new IOException("an event longer than " + LONGEST_EVENT);
      }
    }
  }

  private static int lineEnd(ByteBuffer buffer) {
    for (int i = buffer.position(); i < buffer.limit(); i++) {
      if (buffer.get(i) == '\n') {
        return i;
      }
    }
    return -1;
  }

  private void tell(JsonNode event) {
    var actor = event.path("Actor");
    listener.accept(
        new RuntimeEvent.Changed(
            actor.path("Attributes").path(Labels.SANDBOX).asText(), actor.path("ID").asText()));
  }

  /** Asks on a fresh connection, in bounded time. */
  private synchronized boolean look() {
    var was = health;
    var now = ask();
    health = now;
    if (!was.getHealthy() && now.getHealthy() && illnesses > 0) {
      returned.run();
    }
    if (was.getHealthy() != now.getHealthy()) {
      LOG.atInfo()
          .addKeyValue("healthy", now.getHealthy())
          .addKeyValue("reason", now.getReason())
          .log("docker health changed");
      listener.accept(new RuntimeEvent.HealthChanged(now));
    }
    if (was.getHealthy() && !now.getHealthy()) {
      illnesses++;
      open.ifPresent(EngineWatch::hangUp); // it may be open for ever on an engine that hangs
    }
    return now.getHealthy();
  }

  private static void hangUp(EngineStream events) {
    try {
      events.close();
    } catch (IOException e) {
      LOG.debug("the stream of events", e);
    }
  }

  private Runtime ask() {
    var answer = Runtime.newBuilder().setName("docker").setVersion(health.getVersion());
    try {
      var known = health.getHealthy() ? health.getVersion() : "";
      var version = new Impatient(timing.pingTimeout()).call(() -> version(known));
      return answer.setVersion(version).setHealthy(true).build();
    } catch (IOException e) {
      return answer.setReason("the Docker Engine does not answer: " + e.getMessage()).build();
    }
  }

  /** A ping is cheaper for both than the version, which changes only while the engine is away. */
  private String version(String known) throws IOException {
    try (var stream = socket.get(known.isEmpty() ? "/version" : "/_ping")) {
      var body = ByteBuffer.allocate(LONGEST_VERSION);
      while (body.hasRemaining() && stream.read(body) >= 0) {}
      return known.isEmpty()
          ? JSON.readTree(body.array(), 0, body.position()).path("Version").asText()
          : known;
    }
  }

  @Override
  public void close() {
    closed.countDown();
    open.ifPresent(EngineWatch::hangUp);
  }
}
