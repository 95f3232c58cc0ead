package io.gstacks.http.route;

import io.gstacks.host.channel.ChannelException;
import io.gstacks.persistence.entity.Refusal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;
import org.apache.pekko.http.scaladsl.model.IllegalUriException;

/**
 * The one place that turns what was thrown into an answer. What is not named here is a bug: 500.
 */
public final class Failures {
  private static final String NO_ANSWER = "no_answer";

  private Failures() {}

  /** Empty for a bug, which is to be logged and answered with {@link #bug}. */
  public static Optional<ApiException> expected(Throwable thrown) {
    return switch (thrown) {
      case ApiException answer -> Optional.of(answer);
      case ChannelException channel -> Optional.of(new ApiException(channel.refusal()));
      case EntityStreamSizeException size -> Optional.of(bodyTooLarge(size.limit()));
      case IllegalUriException uri ->
          Optional.of(ApiException.invalid("invalid_request", "not a URI: " + uri.getMessage()));
      case TimeoutException _ ->
          Optional.of(ApiException.unavailable(NO_ANSWER, "no answer in time; try again"));
      case RejectedExecutionException _ ->
          Optional.of(ApiException.unavailable("overloaded", "too much is waiting; try again"));
      case CompletionException wrapper when wrapper.getCause() != null ->
          expected(wrapper.getCause());
      case ExecutionException wrapper when wrapper.getCause() != null ->
          expected(wrapper.getCause());
      case IllegalArgumentException bad ->
          Optional.of(ApiException.invalid("invalid_request", String.valueOf(bad.getMessage())));
      default -> Optional.empty();
    };
  }

  /** Who got no answer is told why, where it is known that the journal cannot be written. */
  public static ApiException clearer(ApiException answer, Optional<Refusal> journal) {
    return answer.refusal().code().equals(NO_ANSWER)
        ? journal.map(ApiException::new).orElse(answer)
        : answer;
  }

  public static ApiException bodyTooLarge(long limit) {
    return new ApiException(
        StatusCodes.CONTENT_TOO_LARGE,
        new Refusal(
            Refusal.Kind.INVALID,
            "body_too_large",
            "the body is larger than " + limit + " bytes",
            false,
            Map.of("limit_bytes", limit)));
  }

  public static ApiException bug() {
    return new ApiException(
        StatusCodes.INTERNAL_SERVER_ERROR,
        new Refusal(
            Refusal.Kind.UNAVAILABLE,
            "internal",
            "this is a fault of the control plane; its log says more under the request id",
            true,
            Map.of()));
  }
}
