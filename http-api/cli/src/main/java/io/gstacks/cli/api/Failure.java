package io.gstacks.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Why a command did not do what was asked: for programs a code, for people a message and what to do
 * next.
 */
public record Failure(
    ExitCode exit, String code, String message, boolean retryable, JsonNode details, String next) {

  /** A failure found on this side of the wire. */
  public static Failure local(ExitCode exit, String code, String message, String next) {
    return new Failure(
        exit, code, message, exit == ExitCode.UNAVAILABLE, MissingNode.getInstance(), next);
  }

  public static Failure usage(String message) {
    return local(ExitCode.USAGE, "usage", message, "see --help");
  }

  /** What the control plane answered with a status that is not 2xx. */
  public static Failure answered(int status, String body) {
    var error = Json.lenient(body).path("error");
    var code = error.path("code").asText("http_" + status);
    return new Failure(
        exit(status),
        code,
        error.path("message").asText("the control plane answered " + status),
        error.path("retryable").asBoolean(exit(status) == ExitCode.UNAVAILABLE),
        error.path("details"),
        Advice.on(code, status));
  }

  /** What ended a stream that had begun with 200. It has the form of every other error. */
  static Failure streamed(ServerSentEvent event) {
    var body = event.json().has("error") ? event.json() : Json.object().set("error", event.json());
    var later = body.path("error").path("retryable").asBoolean();
    return answered(later ? 503 : 500, body.toString());
  }

  private static ExitCode exit(int status) {
    return switch (status) {
      case 401, 403 -> ExitCode.DENIED;
      case 404, 410 -> ExitCode.NOT_FOUND;
      case 408, 429, 502, 503, 504 -> ExitCode.UNAVAILABLE;
      default -> ExitCode.FAILED;
    };
  }

  /** The form of the API, with our advice beside it. */
  public JsonNode document() {
    var error = JsonNodeFactory.instance.objectNode();
    error.put("code", code).put("message", message).put("retryable", retryable);
    error.set("details", details.isObject() ? details : JsonNodeFactory.instance.objectNode());
    error.put("next", next);
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.set("error", error);
    return document;
  }

  public FailureException thrown() {
    return new FailureException(this);
  }
}
