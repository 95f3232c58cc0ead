package io.gstacks.http.sandbox;

import io.gstacks.http.route.Exchange;
import io.gstacks.scheduler.sandbox.SandboxCommand;
import io.gstacks.scheduler.sandbox.SandboxView;
import io.gstacks.scheduler.sandbox.Sandboxes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * {@code ?wait=running&timeout_seconds=60}: the answer comes when nothing is on its way any more,
 * or when the time is over, and then it says how far it is.
 */
final class Waiting {
  static final String[] PARAMETERS = {"wait", "timeout_seconds"};

  private static final Set<String> GOALS = Set.of("running", "stopped", "archived");
  private static final int USUAL_SECONDS = 60;

  /** A question is asked anew this often: the node that heard it may be gone. */
  private static final Duration SLICE = Duration.ofSeconds(10);

  /** A question may fail at once, while its shard moves. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Sandboxes sandboxes;
  private final Duration longest;

  Waiting(Sandboxes sandboxes, Duration longest) {
    this.sandboxes = sandboxes;
    this.longest = longest;
  }

  /** Checks the parameters before anything happens. */
  Wish wish(Exchange exchange) {
    var goal = exchange.query().oneOf("wait", GOALS, "");
    var most = Math.toIntExact(longest.toSeconds());
    var seconds =
        exchange.query().number("timeout_seconds", 1, most, Math.min(USUAL_SECONDS, most));
    return new Wish(!goal.isEmpty(), Duration.ofSeconds(seconds));
  }

  record Wish(boolean waits, Duration time) {}

  CompletionStage<SandboxView> settled(Exchange exchange, Wish wish, SandboxView first) {
    return wish.waits()
        ? settled(exchange, first, System.nanoTime() + wish.time().toNanos())
        : CompletableFuture.completedStage(first);
  }

  private CompletionStage<SandboxView> settled(Exchange exchange, SandboxView last, long deadline) {
    var left = Duration.ofNanos(deadline - System.nanoTime());
    if (!left.isPositive()) {
      return sandboxes
          .ask(last.id(), replyTo -> new SandboxCommand.Get(exchange.meta("waited"), replyTo))
          .thenApply(SandboxLookup::granted);
    }
    return sandboxes
        .ask(
            last.id(),
            left.compareTo(SLICE) < 0 ? left : SLICE,
            replyTo -> new SandboxCommand.AwaitSettled(exchange.meta("wait"), replyTo))
        .thenApply(SandboxLookup::granted)
        .exceptionallyCompose(failure ->
            isTimeout(failure)
                ? pause().thenCompose(_ -> settled(exchange, last, deadline))
                : CompletableFuture.failedStage(failure));
  }

  private static CompletionStage<Void> pause() {
    return CompletableFuture.runAsync(
        () -> {}, CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
  }

  private static boolean isTimeout(Throwable failure) {
    return failure instanceof TimeoutException
        || (failure instanceof CompletionException
            && failure.getCause() instanceof TimeoutException);
  }
}
