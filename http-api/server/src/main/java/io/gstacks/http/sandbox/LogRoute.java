package io.gstacks.http.sandbox;

import io.gstacks.agent.protocol.ChannelFrame;
import io.gstacks.host.fleet.ChannelOrder;
import io.gstacks.http.channel.AgentStreams;
import io.gstacks.http.channel.OutputEvents;
import io.gstacks.http.route.Answer;
import io.gstacks.http.route.Endpoint;
import io.gstacks.http.route.Exchange;
import io.gstacks.http.route.Sse;
import io.gstacks.persistence.entity.Role;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;

/**
 * {@code GET /api/sandboxes/{id}/logs}: what the main process wrote; as text, or, for {@code
 * Accept: text/event-stream}, stdout and stderr apart.
 */
final class LogRoute {
  private static final int MOST_LINES = 100_000;

  private final SandboxLookup sandboxes;
  private final AgentStreams streams;
  private final Duration heartbeat;

  LogRoute(SandboxLookup sandboxes, AgentStreams streams, Duration heartbeat) {
    this.sandboxes = sandboxes;
    this.streams = streams;
    this.heartbeat = heartbeat;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/sandboxes/{id}/logs", Role.VIEWER, this::logs)
            .with("follow", "tail", "since"));
  }

  private CompletionStage<Answer> logs(Exchange exchange) {
    var query = exchange.query();
    var order =
        new ChannelOrder.Logs(
            query.flag("follow"),
            query.number("tail", 0, MOST_LINES, 0),
            query.map("since", LogRoute::seconds));
    return sandboxes
        .view(exchange)
        .thenCompose(
            sandbox -> streams.open(exchange.requiredSession(), ExecRoute.target(sandbox), order))
        .thenApply(frames ->
            exchange.wantsEvents()
                ? Sse.answer(OutputEvents.of(frames), heartbeat)
                : Answer.text(frames.via(text())));
  }

  private static Flow<ChannelFrame, ByteString, NotUsed> text() {
    return Flow.of(ChannelFrame.class)
        .mapConcat(frame ->
            switch (frame.getFrameCase()) {
              case STDOUT -> bytes(frame.getStdout().toByteArray());
              case STDERR -> bytes(frame.getStderr().toByteArray());
              case ERROR -> throw AgentStreams.failure(frame.getError());
              case ATTACH, STDIN, STDIN_END, RESIZE, SIGNAL, EXIT, FILES_REPLY, FRAME_NOT_SET ->
                  List.of();
            });
  }

  /** An empty chunk would end the answer. */
  private static List<ByteString> bytes(byte[] bytes) {
    return bytes.length == 0 ? List.of() : List.of(ByteString.fromArrayUnsafe(bytes));
  }

  private static long seconds(String text) {
    try {
      return OffsetDateTime.parse(text).toEpochSecond();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("must be a time such as 2026-01-01T00:00:00Z", e);
    }
  }
}
