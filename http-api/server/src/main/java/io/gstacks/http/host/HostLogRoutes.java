package io.gstacks.http.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.gstacks.agent.protocol.ChannelFrame;
import io.gstacks.host.HostId;
import io.gstacks.host.fleet.ChannelOrder;
import io.gstacks.http.channel.AgentStreams;
import io.gstacks.http.route.Answer;
import io.gstacks.http.route.Endpoint;
import io.gstacks.http.route.Exchange;
import io.gstacks.http.route.Json;
import io.gstacks.http.route.PageBody;
import io.gstacks.http.route.Sse;
import io.gstacks.persistence.entity.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Framing;
import org.apache.pekko.stream.javadsl.FramingTruncation;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * {@code GET /api/hosts/{id}/logs}: the agent's own operational log, as it tells it. With {@code
 * follow} a stream of events {@code log}, else a list of lines.
 */
public final class HostLogRoutes {
  private static final int USUAL_TAIL = 200;
  private static final int MOST_TAIL = 2_000;
  private static final int LONGEST_LINE = 64 * 1024;

  private final HostLookup hosts;
  private final AgentStreams streams;
  private final Duration heartbeat;
  private final Materializer materializer;

  public HostLogRoutes(
      HostLookup hosts, AgentStreams streams, Duration heartbeat, Materializer materializer) {
    this.hosts = hosts;
    this.streams = streams;
    this.heartbeat = heartbeat;
    this.materializer = materializer;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/hosts/{id}/logs", Role.VIEWER, this::logs).with("follow", "tail"));
  }

  private CompletionStage<Answer> logs(Exchange exchange) {
    var id = exchange.pathId("host", HostId::new);
    var follow = exchange.query().flag("follow");
    var tail = exchange.query().number("tail", 1, MOST_TAIL, USUAL_TAIL);
    return hosts
        .view(exchange, id)
        .thenCompose(host ->
            streams.open(
                exchange.requiredSession(),
                new AgentStreams.Target(host.id(), "", 0),
                new ChannelOrder.HostLogs(follow, tail)))
        .thenCompose(frames -> follow ? follow(frames) : list(frames, tail));
  }

  private CompletionStage<Answer> follow(Source<ChannelFrame, NotUsed> frames) {
    return java.util.concurrent.CompletableFuture.completedStage(
        Sse.answer(lines(frames).map(line -> Sse.of("log", line)), heartbeat));
  }

  private CompletionStage<Answer> list(Source<ChannelFrame, NotUsed> frames, int tail) {
    return lines(frames)
        .take(tail)
        .runWith(Sink.seq(), materializer)
        .thenApply(lines -> Answer.ok(PageBody.whole(lines)));
  }

  private static Source<JsonNode, NotUsed> lines(Source<ChannelFrame, NotUsed> frames) {
    return frames
        .map(HostLogRoutes::bytes)
        .via(Framing.delimiter(ByteString.fromString("\n"), LONGEST_LINE, FramingTruncation.ALLOW))
        .map(line -> line(line.utf8String()));
  }

  private static ByteString bytes(ChannelFrame frame) {
    return switch (frame.getFrameCase()) {
      case STDOUT -> ByteString.fromArrayUnsafe(frame.getStdout().toByteArray());
      case ERROR -> throw AgentStreams.failure(frame.getError());
      case ATTACH, STDIN, STDIN_END, RESIZE, SIGNAL, STDERR, EXIT, FILES_REPLY, FRAME_NOT_SET ->
          ByteString.emptyByteString();
    };
  }

  /** Agents write JSON; what is not JSON is shown as it stands. */
  private static JsonNode line(String text) {
    try {
      var line = Json.tree(text);
      if (line.isObject()) {
        return line;
      }
    } catch (JsonProcessingException _) {
      // Shown as a message, below.
    }
    return Json.tree((Object) Map.of("message", text));
  }
}
