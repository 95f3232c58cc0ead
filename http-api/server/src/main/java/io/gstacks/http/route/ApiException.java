package io.gstacks.http.route;

import io.gstacks.persistence.entity.Refusal;
import java.util.Map;
import org.apache.pekko.http.javadsl.model.StatusCode;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/** An answer that is an error: what a route throws, or fails with, when it cannot go on. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient StatusCode status;
  private final transient Refusal refusal;

  public ApiException(StatusCode status, Refusal refusal) {
    // No stack trace: this is an answer, and building one takes longer than the rest of the
    // request.
    super(refusal.code() + ": " + refusal.message(), null, false, false);
    this.status = status;
    this.refusal = refusal;
  }

  /** With the status of the refusal's kind. */
  public ApiException(Refusal refusal) {
    this(status(refusal.kind()), refusal);
  }

  public static ApiException invalid(String code, String message) {
    return new ApiException(Refusal.invalid(code, message));
  }

  public static ApiException invalid(String code, String message, Map<String, Object> details) {
    return new ApiException(new Refusal(Refusal.Kind.INVALID, code, message, false, details));
  }

  public static ApiException notFound(String code, String what) {
    return new ApiException(
        new Refusal(Refusal.Kind.NOT_FOUND, code, "no such " + what, false, Map.of()));
  }

  public static ApiException notFound(String what) {
    return new ApiException(Refusal.notFound(what));
  }

  public static ApiException conflict(String code, String message) {
    return new ApiException(Refusal.conflict(code, message));
  }

  public static ApiException forbidden(String message) {
    return new ApiException(
        new Refusal(Refusal.Kind.FORBIDDEN, "forbidden", message, false, Map.of()));
  }

  public static ApiException unavailable(String code, String message) {
    return new ApiException(Refusal.unavailable(code, message));
  }

  public static ApiException tooMany(String code, String message) {
    return new ApiException(new Refusal(Refusal.Kind.EXHAUSTED, code, message, true, Map.of()));
  }

  public StatusCode status() {
    return status;
  }

  public Refusal refusal() {
    return refusal;
  }

  /** The one place where a kind becomes a status. */
  private static StatusCode status(Refusal.Kind kind) {
    return switch (kind) {
      case INVALID -> StatusCodes.BAD_REQUEST;
      case FORBIDDEN -> StatusCodes.FORBIDDEN;
      case NOT_FOUND -> StatusCodes.NOT_FOUND;
      case CONFLICT -> StatusCodes.CONFLICT;
      case UNPROCESSABLE -> StatusCodes.UNPROCESSABLE_CONTENT;
      case EXHAUSTED -> StatusCodes.TOO_MANY_REQUESTS;
      case UNAVAILABLE -> StatusCodes.SERVICE_UNAVAILABLE;
    };
  }
}
