package io.gstacks.http;

import io.gstacks.http.route.Endpoint;
import io.gstacks.http.route.Failures;
import io.gstacks.http.route.Upload;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.RequestEntity;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Broadcast;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.GraphDSL;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * The body of one request. It is always taken to its end before the answer goes out, for many
 * clients read no answer before they have said all; what is beyond the limit is counted and
 * forgotten. Much beyond it, at the parser's limit, the connection is closed on whoever still
 * speaks.
 */
final class RequestBody implements Upload {
  /** Bytes beyond which a client is cut off, as a multiple of what a body may have. */
  static final int PATIENCE = 8;

  private final RequestEntity entity;
  private final long limit;
  private final Duration timeout;
  private final Materializer materializer;
  private volatile boolean taken;

  RequestBody(RequestEntity entity, ApiSettings settings, Materializer materializer) {
    this.entity = entity;
    this.limit = settings.bodyLimit();
    this.timeout = settings.bodyTimeout();
    this.materializer = materializer;
  }

  private record Arrived(ByteString bytes, long size) {
    Arrived plus(ByteString more, long limit) {
      var all = size + more.size();
      return new Arrived(all <= limit ? bytes.concat(more) : ByteString.emptyByteString(), all);
    }
  }

  /** All of it, or 413; nothing yet where the route takes it as it comes. */
  CompletionStage<ByteString> read(Endpoint.Intake intake) {
    return switch (intake) {
      case WHOLE -> read();
      case STREAMED -> CompletableFuture.completedStage(ByteString.emptyByteString());
    };
  }

  private CompletionStage<ByteString> read() {
    taken = true;
    return arrive(limit).thenApply(this::withinLimit);
  }

  /** What the taker leaves is read all the same: a broadcast ends with its last branch only. */
  @Override
  public Source<ByteString, NotUsed> bytes(long most) {
    return Source.lazySource(
            () -> {
              taken = true;
              return entity.withSizeLimit(most).getDataBytes().via(drained());
            })
        .mapMaterializedValue(_ -> NotUsed.getInstance());
  }

  private static Flow<ByteString, ByteString, NotUsed> drained() {
    return Flow.fromGraph(
            GraphDSL.create(
                Sink.<ByteString>ignore(),
                (builder, rest) -> {
                  var both = builder.add(Broadcast.<ByteString>create(2, false));
                  builder.from(both.out(1)).to(rest);
                  return FlowShape.of(both.in(), both.out(0));
                }))
        .mapMaterializedValue(_ -> NotUsed.getInstance());
  }

  /** What nobody has read is read now, and dropped. A client that breaks off breaks no answer. */
  CompletionStage<Void> finish() {
    return taken ? CompletableFuture.completedStage(null) : arrive(0).handle((_, _) -> null);
  }

  private CompletionStage<Arrived> arrive(long kept) {
    if (entity instanceof HttpEntity.Strict strict) {
      return CompletableFuture.completedStage(
          new Arrived(strict.getData(), strict.getData().size()));
    }
    return entity
        .getDataBytes()
        .completionTimeout(timeout)
        .runFold(
            new Arrived(ByteString.emptyByteString(), 0),
            (arrived, more) -> arrived.plus(more, kept),
            materializer);
  }

  private ByteString withinLimit(Arrived arrived) {
    if (arrived.size() > limit) {
      throw Failures.bodyTooLarge(limit);
    }
    return arrived.bytes();
  }
}
