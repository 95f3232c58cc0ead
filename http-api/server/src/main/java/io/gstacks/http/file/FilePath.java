package io.gstacks.http.file;

import io.gstacks.http.route.ApiException;
import io.gstacks.http.route.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** A path of a sandbox in a request. What it leads to, the kernel of its host decides. */
final class FilePath {
  static final String PARAMETER = "path";
  private static final int LONGEST_BYTES = 4096;

  private FilePath() {}

  static String of(Exchange exchange) {
    return required(PARAMETER, exchange.query().text(PARAMETER));
  }

  static String required(String field, Optional<String> given) {
    var path = given.filter(text -> !text.isEmpty()).orElseThrow(() -> missing(field));
    if (path.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
      throw ApiException.invalid(
          "path_too_long", field + " has more than " + LONGEST_BYTES + " bytes");
    }
    return path;
  }

  private static ApiException missing(String field) {
    return ApiException.invalid("invalid_request", field + " is required", Map.of("field", field));
  }
}
