package io.gstacks.agent.runtime.docker;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls what may never answer, on a virtual thread that is interrupted when its time is up. */
record Impatient(Duration patience) {
  /** What may take for ever. An interrupt closes the channel that it waits for. */
  interface Call<T> {
    T call() throws IOException;
  }

  <T> T call(Call<T> call) throws IOException {
    var answer = new CompletableFuture<T>();
    var thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                answer.complete(call.call());
              } catch (IOException | RuntimeException e) {
                answer.completeExceptionally(e);
              }
            });
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      thread.interrupt();
      throw new IOException("no answer within " + patience.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    }
  }
}
