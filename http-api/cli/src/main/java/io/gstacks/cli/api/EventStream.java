package io.gstacks.cli.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Server-sent events: read once to their end, or followed over broken connections. An event {@code
 * error} is the failure of the whole stream.
 */
public final class EventStream {
  /** Takes an event and says whether it wants more. */
  @FunctionalInterface
  public interface Taker {
    boolean take(ServerSentEvent event);
  }

  private final Api api;

  public EventStream(Api api) {
    this.api = api;
  }

  /** Until the taker has enough or the stream ends. A broken stream is a failure. */
  public void read(Call call, Taker taker) {
    try {
      new Reading(call, taker).once();
    } catch (IOException e) {
      throw Api.broken(e).thrown();
    }
  }

  /**
   * Until the taker has enough. A stream that breaks or ends is opened again behind the last id
   * that came, so nothing is shown twice and nothing is left out; the retries are counted from the
   * last event.
   */
  public void follow(Call call, Optional<String> after, Taker taker) {
    var reading = new Reading(call, taker);
    reading.lastId = after.orElse("");
    for (int retry = 1; retry <= api.settings().retries() + 1; retry++) {
      reading.events = 0;
      try {
        if (reading.once()) {
          return;
        }
      } catch (IOException _) {
        // the same as an end: open it again
      }
      retry = reading.events > 0 ? 0 : retry;
      Api.rest(api.pauseBefore(Math.max(1, retry)));
    }
    throw Api.broken(new IOException("the stream keeps ending")).thrown();
  }

  private final class Reading {
    private final Call call;
    private final Taker taker;
    private String lastId = "";
    private int events;

    Reading(Call call, Taker taker) {
      this.call = call.header("Accept", "text/event-stream");
      this.taker = taker;
    }

    /** Whether the taker has enough. */
    boolean once() throws IOException {
      var behind = lastId.isEmpty() ? call : call.header("Last-Event-ID", lastId);
      var parser = new SseParser(lastId);
      try (var body = api.open(behind);
          var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
          var event = parser.accept(line);
          if (event.isPresent() && !deliver(event.get())) {
            return true;
          }
        }
        return false;
      }
    }

    private boolean deliver(ServerSentEvent event) {
      if (event.event().equals("error")) {
        throw Failure.streamed(event).thrown();
      }
      events++;
      lastId = event.id();
      return taker.take(event);
    }
  }
}
