package io.gstacks.http.route;

import io.gstacks.persistence.entity.Refusal;
import java.util.Map;

/** {@code {"error":{"code","message","retryable","details"}}}: the form of every error. */
public record ErrorBody(Problem error) {
  public record Problem(
      String code, String message, boolean retryable, Map<String, Object> details) {}

  public static ErrorBody of(Refusal refusal) {
    return new ErrorBody(
        new Problem(refusal.code(), refusal.message(), refusal.retryable(), refusal.details()));
  }
}
