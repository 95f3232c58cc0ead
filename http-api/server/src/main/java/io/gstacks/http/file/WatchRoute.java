package io.gstacks.http.file;

import io.gstacks.agent.protocol.ChannelFrame;
import io.gstacks.agent.protocol.FileEvent;
import io.gstacks.host.fleet.FileOrder;
import io.gstacks.http.channel.AgentStreams;
import io.gstacks.http.route.Answer;
import io.gstacks.http.route.ApiException;
import io.gstacks.http.route.Endpoint;
import io.gstacks.http.route.ErrorBody;
import io.gstacks.http.route.Exchange;
import io.gstacks.http.route.Sse;
import io.gstacks.persistence.entity.Role;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Source;

/**
 * {@code GET /api/sandboxes/{id}/files/watch}: what happens in a directory, as events {@code
 * created}, {@code modified}, {@code removed} and {@code overflow}. The first, {@code watching},
 * says that from now on nothing is missed.
 */
public final class WatchRoute {
  record Happened(String path) {}

  private final FileStreams files;
  private final Duration heartbeat;

  public WatchRoute(
      Targets running, AgentStreams streams, Duration heartbeat, Materializer materializer) {
    this.files = new FileStreams(running, streams, materializer);
    this.heartbeat = heartbeat;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/sandboxes/{id}/files/watch", Role.VIEWER, this::watch)
            .with(FilePath.PARAMETER, "recursive"));
  }

  private CompletionStage<Answer> watch(Exchange exchange) {
    var order = new FileOrder.Watch(FilePath.of(exchange), exchange.query().flag("recursive"));
    return files
        .begun(exchange, order)
        .thenApply(begun ->
            Sse.answer(
                Source.single(Sse.of("watching", FileBody.of(begun.entry())))
                    .concat(events(begun.rest())),
                heartbeat));
  }

  /** Ends with an {@code error}, for a sandbox that stops is the only end there is. */
  private static Source<Sse, NotUsed> events(Source<ChannelFrame, NotUsed> frames) {
    return frames
        .mapConcat(WatchRoute::events)
        .recover(Throwable.class, () -> error(AgentStreams.lost()));
  }

  private static List<Sse> events(ChannelFrame frame) {
    if (frame.hasError()) {
      return List.of(error(FileErrors.of(frame.getError())));
    }
    if (frame.hasExit()) {
      return List.of(error(ApiException.notFound("file_not_found", "directory any more")));
    }
    return frame.getFilesReply().hasEvent()
        ? List.of(event(frame.getFilesReply().getEvent()))
        : List.of();
  }

  private static Sse event(FileEvent event) {
    return Sse.of(
        switch (event.getKind()) {
          case CREATED -> "created";
          case MODIFIED -> "modified";
          case REMOVED -> "removed";
          case OVERFLOW, UNRECOGNIZED -> "overflow";
        },
        new Happened(event.getPath()));
  }

  private static Sse error(ApiException failure) {
    return Sse.of("error", ErrorBody.of(failure.refusal()));
  }
}
