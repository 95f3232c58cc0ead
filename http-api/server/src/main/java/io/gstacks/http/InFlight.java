package io.gstacks.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/** The requests that have no answer yet, so that a stop can wait for them. */
final class InFlight {
  private final AtomicLong requests = new AtomicLong();
  private final CompletableFuture<Void> drained = new CompletableFuture<>();
  private volatile boolean draining;

  void enter() {
    requests.incrementAndGet();
  }

  void leave() {
    if (requests.decrementAndGet() == 0 && draining) {
      drained.complete(null);
    }
  }

  /** Whether this is the time to go: connections are closed behind their next answer. */
  boolean isDraining() {
    return draining;
  }

  /** Completes when nothing is in flight for a moment. */
  CompletionStage<Void> drain() {
    draining = true;
    if (requests.get() == 0) {
      drained.complete(null);
    }
    return drained;
  }
}
