package io.gstacks.cli.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A response body read as it comes, and given up when nothing came for a while: the JDK's own
 * stream waits for ever for a peer that vanished. It asks for one batch at a time, so at most one
 * is held.
 */
final class TimedBody extends InputStream implements HttpResponse.BodySubscriber<InputStream> {
  private sealed interface Part {}

  private record Bytes(List<ByteBuffer> buffers) implements Part {}

  private record End() implements Part {}

  private record Broken(Throwable cause) implements Part {}

  private final Duration silence;
  private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
  private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
  private final Queue<ByteBuffer> current = new ArrayDeque<>();
  private boolean ended;

  TimedBody(Duration silence) {
    this.silence = silence;
  }

  @Override
  public CompletionStage<InputStream> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription.complete(given);
    given.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    parts.add(new Bytes(buffers));
  }

  @Override
  public void onError(Throwable cause) {
    parts.add(new Broken(cause));
  }

  @Override
  public void onComplete() {
    parts.add(new End());
  }

  @Override
  public int read() throws IOException {
    return fill() ? current.element().get() & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0 || !fill()) {
      return length == 0 ? 0 : -1;
    }
    var buffer = current.element();
    int count = Math.min(length, buffer.remaining());
    buffer.get(into, offset, count);
    return count;
  }

  /** Whether there is a byte to read; waits for it as long as silence is borne. */
  private boolean fill() throws IOException {
    while (!ended) {
      while (!current.isEmpty()) {
        if (current.element().hasRemaining()) {
          return true;
        }
        current.remove();
      }
      switch (next()) {
        case Bytes(var buffers) -> {
          current.addAll(buffers);
          subscription.join().request(1);
        }
        case End() -> ended = true;
        case Broken(var cause) -> throw new IOException(Attempt.words(cause), cause);
      }
    }
    return false;
  }

  private Part next() throws IOException {
    try {
      var part = parts.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
      if (part == null) {
        close();
        throw new IOException("nothing came for " + silence.toSeconds() + " s");
      }
      return part;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    ended = true;
    // a body that nobody subscribed yet has no connection to give back
    Optional.ofNullable(subscription.getNow(null)).ifPresent(Flow.Subscription::cancel);
  }
}
