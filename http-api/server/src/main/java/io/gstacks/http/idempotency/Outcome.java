package io.gstacks.http.idempotency;

import io.gstacks.http.route.Answer;
import io.gstacks.http.route.Failures;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What came of running a request: an answer, or what was thrown. One of them is there. */
record Outcome(@Nullable Answer answer, @Nullable Throwable thrown) {
  /** The answer to keep; empty for what may turn out otherwise the next time (5xx, bugs). */
  Optional<Answer.Whole> lasting() {
    var whole =
        thrown == null ? Optional.ofNullable(answer) : Failures.expected(thrown).map(Answer::error);
    return whole
        .filter(Answer.Whole.class::isInstance)
        .map(Answer.Whole.class::cast)
        .filter(kept -> kept.status().intValue() < 500 && kept.status().intValue() != 429);
  }

  /** The answer as it came, kept or not. */
  Answer now() {
    if (answer == null) {
      throw thrown instanceof RuntimeException known ? known : new CompletionException(thrown);
    }
    return answer;
  }
}
