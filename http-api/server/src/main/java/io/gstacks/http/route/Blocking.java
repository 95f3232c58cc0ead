package io.gstacks.http.route;

import com.typesafe.config.Config;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs what waits for the database on threads of its own, so that lists never stop creates. Fails
 * with {@link java.util.concurrent.RejectedExecutionException} when its queue is full.
 */
public final class Blocking implements AutoCloseable {
  /** {@code threads}: no more than there are connections to wait for. */
  public record Settings(int threads, int queue) {
    public Settings {
      if (threads < 1 || queue < 1) {
        throw new IllegalArgumentException(
            "gstacks.http.reads.threads and queue must be at least 1: %d, %d"
                .formatted(threads, queue));
      }
    }

    public static Settings from(Config config) {
      return new Settings(config.getInt("threads"), config.getInt("queue"));
    }
  }

  private final ThreadPoolExecutor threads;

  public Blocking(Settings settings) {
    threads =
        new ThreadPoolExecutor(
            settings.threads(),
            settings.threads(),
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(settings.queue()),
            Thread.ofPlatform().name("http-reads-", 0).daemon().factory());
    threads.allowCoreThreadTimeOut(true);
  }

  public <T> CompletionStage<T> call(Callable<T> work) {
    var result = new CompletableFuture<T>();
    threads.execute(() -> {
      try {
        result.complete(work.call());
      } catch (Exception e) {
        result.completeExceptionally(e);
      }
    });
    return result;
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
