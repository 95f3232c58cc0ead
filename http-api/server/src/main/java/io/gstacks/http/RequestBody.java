package io.gstacks.http;

import io.gstacks.http.route.Failures;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.RequestEntity;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.util.ByteString;

/**
 * The body of one request. It is always taken to its end before the answer goes out, for many
 * clients read no answer before they have said all; what is beyond the limit is counted and
 * forgotten. Much beyond it, at the parser's limit, the connection is closed on whoever still
 * speaks.
 */
final class RequestBody {
  /** Bytes beyond which a client is cut off, as a multiple of what a body may have. */
  static final int PATIENCE = 8;

  private final RequestEntity entity;
  private final long limit;
  private final Duration timeout;
  private final Materializer materializer;
  private boolean taken;

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

  /** All of it, or 413. */
  CompletionStage<ByteString> read() {
    taken = true;
    return arrive(limit).thenApply(this::withinLimit);
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
