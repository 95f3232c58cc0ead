package io.gstacks.cli.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A path with its query, encoded as it grows. */
public record Route(String text) {
  /** {@code Route.to("sandboxes", id, "exec")} is {@code /api/sandboxes/ID/exec}. */
  public static Route to(String... segments) {
    var path = new StringBuilder("/api");
    for (var segment : segments) {
      path.append('/').append(encode(segment));
    }
    return new Route(path.toString());
  }

  public Route with(String name, Object value) {
    var separator = text.indexOf('?') < 0 ? '?' : '&';
    return new Route(text + separator + encode(name) + '=' + encode(value.toString()));
  }

  public Route with(String name, Optional<?> value) {
    return value.map(present -> with(name, present.toString())).orElse(this);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
