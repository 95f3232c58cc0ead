package io.gstacks.http;

import io.gstacks.http.route.ApiException;
import io.gstacks.http.route.Endpoint;
import io.gstacks.persistence.entity.Refusal;
import io.gstacks.persistence.entity.Role;
import java.util.Locale;
import java.util.Map;
import org.apache.pekko.http.javadsl.model.StatusCode;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/** Why the gate does not let a request in. */
final class Refusals {
  private Refusals() {}

  static ApiException unauthenticated() {
    return refusal(
        StatusCodes.UNAUTHORIZED,
        "unauthenticated",
        "a valid API key is needed: Authorization: Bearer gsk_...");
  }

  static ApiException unknownHost() {
    return refusal(
        StatusCodes.MISDIRECTED_REQUEST,
        "host_not_allowed",
        "this server does not answer to that Host; see the setting gstacks.http.allowed-hosts");
  }

  static ApiException otherMethods(String allowed) {
    return refusal(
        StatusCodes.METHOD_NOT_ALLOWED, "method_not_allowed", "this path takes " + allowed);
  }

  static ApiException forbidden(Endpoint endpoint, Role role) {
    var least = endpoint.role().map(Refusals::word).orElse("");
    return ApiException.forbidden(
        "%s needs the role %s; this key is a %s"
            .formatted(endpoint.path().text(), least, word(role)));
  }

  static ApiException tooManyRequests() {
    return ApiException.tooMany(
        "too_many_requests", "this key asks for too much at once; wait a moment");
  }

  static ApiException tooManyStreams() {
    return ApiException.tooMany("too_many_streams", "this key has too many streams open");
  }

  private static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  private static ApiException refusal(StatusCode status, String code, String message) {
    return new ApiException(
        status, new Refusal(Refusal.Kind.FORBIDDEN, code, message, false, Map.of()));
  }
}
