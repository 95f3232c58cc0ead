package io.gstacks.http;

import java.util.Optional;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/** The key that a request shows: {@code Authorization: Bearer} or {@code X-API-Key}. */
final class Credentials {
  private static final String BEARER = "bearer ";

  private Credentials() {}

  static Optional<String> of(HttpRequest request) {
    return request
        .getHeader("X-API-Key")
        .map(header -> header.value())
        .or(() ->
            request
                .getHeader("Authorization")
                .map(header -> header.value())
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip()));
  }
}
