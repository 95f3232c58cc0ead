package io.gstacks.http.route;

import java.time.Duration;
import java.util.Optional;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * One server-sent event. Its data is JSON on one line.
 *
 * @param id what {@code Last-Event-ID} will say to go on after it
 */
public record Sse(Optional<String> id, String event, Object data) {
  private static final ByteString HEARTBEAT = ByteString.fromString(": still here\n\n");

  public static Sse of(String event, Object data) {
    return new Sse(Optional.empty(), event, data);
  }

  ByteString bytes() {
    var head = id.map(value -> "id: " + value + "\n").orElse("") + "event: " + event + "\ndata: ";
    return ByteString.fromString(head)
        .concat(Json.bytes(data))
        .concat(ByteString.fromString("\n\n"));
  }

  /**
   * An answer of events, with a comment in every silence so that nothing between takes it for dead.
   */
  public static Answer answer(Source<Sse, NotUsed> events, Duration heartbeat) {
    return new Answer.Streamed(
        Answer.EVENTS, events.map(Sse::bytes).keepAlive(heartbeat, () -> HEARTBEAT));
  }
}
