package io.gstacks.persistence.entity;

import java.util.Map;

/**
 * Why something expected could not be. The edge maps the kind to a status; the code is for programs
 * ({@code host_disconnected}), the message for people and says what to do.
 *
 * @param details values that JSON can hold; small, for the refusal travels as an actor message
 */
public record Refusal(
    Kind kind, String code, String message, boolean retryable, Map<String, Object> details) {
  public enum Kind {
    INVALID,
    FORBIDDEN,
    NOT_FOUND,
    CONFLICT,
    UNPROCESSABLE,
    EXHAUSTED,
    UNAVAILABLE
  }

  public Refusal {
    details = Map.copyOf(details);
  }

  public static Refusal notFound(String what) {
    return new Refusal(Kind.NOT_FOUND, "not_found", "no such " + what, false, Map.of());
  }

  public static Refusal invalid(String code, String message) {
    return new Refusal(Kind.INVALID, code, message, false, Map.of());
  }

  public static Refusal conflict(String code, String message) {
    return new Refusal(Kind.CONFLICT, code, message, false, Map.of());
  }

  public static Refusal unavailable(String code, String message) {
    return new Refusal(Kind.UNAVAILABLE, code, message, true, Map.of());
  }
}
