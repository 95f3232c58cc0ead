package io.gstacks.http.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.Uri;

/** A path with holes, as in {@code /api/hosts/{id}}: also what metrics and the log call a route. */
public record PathTemplate(String text, List<String> segments) {
  public PathTemplate {
    segments = List.copyOf(segments);
  }

  public static PathTemplate of(String text) {
    return new PathTemplate(text, List.of(text.substring(1).split("/")));
  }

  /** Of a request's path, decoded; a slash at its end is an empty one, which fits nothing. */
  public static List<String> segments(Uri uri) {
    var segments = new ArrayList<String>();
    for (var segment : uri.pathSegments()) {
      if (!Text.isStorable(segment)) {
        throw ApiException.invalid("invalid_request", "the path holds what cannot be stored");
      }
      segments.add(segment);
    }
    if (!segments.isEmpty() && uri.path().endsWith("/")) {
      segments.add("");
    }
    return segments;
  }

  /** What fills the holes; empty when the path is another. */
  Optional<Map<String, String>> match(List<String> path) {
    if (path.size() != segments.size()) {
      return Optional.empty();
    }
    for (int i = 0; i < path.size(); i++) {
      var fits =
          isHole(segments.get(i)) ? !path.get(i).isEmpty() : segments.get(i).equals(path.get(i));
      if (!fits) {
        return Optional.empty();
      }
    }
    var filled = new HashMap<String, String>();
    for (int i = 0; i < path.size(); i++) {
      var segment = segments.get(i);
      if (isHole(segment)) {
        filled.put(segment.substring(1, segment.length() - 1), path.get(i));
      }
    }
    return Optional.of(filled);
  }

  private static boolean isHole(String segment) {
    return segment.startsWith("{");
  }
}
