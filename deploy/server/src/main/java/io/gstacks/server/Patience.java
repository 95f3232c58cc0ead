package io.gstacks.server;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.pattern.Patterns;
import org.jspecify.annotations.Nullable;

/** How long a start waits for each of its steps: one that hangs is a failure that says so. */
record Patience(Duration limit) {
  /** Each waits for its own time; all of them together for the limit at the most. */
  private static final int QUESTIONS = 20;

  <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("not ready within " + limit, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Shards find their homes as the node starts: a question that came too early is asked again. */
  <T> T awaitAnswer(ActorSystem<?> system, Callable<CompletionStage<T>> question) {
    return await(
        Patterns.retry(
            question, (_, failure) -> isTimeout(failure), QUESTIONS, Duration.ZERO, system));
  }

  private static boolean isTimeout(@Nullable Throwable failure) {
    return failure instanceof TimeoutException
        || (failure instanceof CompletionException
            && failure.getCause() instanceof TimeoutException);
  }
}
