package io.gstacks.http.auth;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/**
 * One authenticated request, and whether its key still stands.
 *
 * @param again asks anew; cheap, for the cache answers most of it
 */
public record Session(Principal principal, Supplier<CompletionStage<Optional<Principal>>> again) {
  private static final Duration PACE = Duration.ofMillis(500);

  /**
   * The stream, until it ends or the key is revoked. With the cache's second this is within 2 s of
   * the revocation. An owner that is silent ends nothing: an outage is no revocation.
   */
  public <T> Source<T, NotUsed> whileValid(Source<T, NotUsed> stream) {
    Source<T, ?> end =
        Source.tick(PACE, PACE, true)
            .mapAsync(1, _ -> stillValid())
            .takeWhile(valid -> valid)
            .filter(_ -> false)
            .mapConcat(_ -> java.util.List.of());
    return stream.merge(end, true);
  }

  private CompletionStage<Boolean> stillValid() {
    return again
        .get()
        .handle(
            (principal, failure) -> failure != null || (principal != null && principal.isPresent()))
        .exceptionallyCompose(_ -> CompletableFuture.completedStage(true));
  }
}
