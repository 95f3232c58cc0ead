package io.gstacks.http.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.pekko.http.javadsl.model.HttpMethod;

/** Finds the row of the table for a request. */
public record Router(List<Endpoint> endpoints) {
  public sealed interface Match {}

  public record Found(Endpoint endpoint, Map<String, String> path) implements Match {}

  public record OtherMethods(String allowed) implements Match {}

  public record Nothing() implements Match {}

  public Router {
    endpoints = List.copyOf(endpoints);
    var rows =
        endpoints.stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.method().name() + " " + row.path().text(), Collectors.counting()));
    rows.forEach((row, count) -> {
      if (count > 1) {
        throw new IllegalArgumentException("two routes for " + row);
      }
    });
  }

  public Match find(HttpMethod method, List<String> path) {
    var others = new ArrayList<String>();
    for (var endpoint : endpoints) {
      var filled = endpoint.path().match(path);
      if (filled.isPresent()) {
        if (endpoint.method().equals(method)) {
          return new Found(endpoint, filled.get());
        }
        others.add(endpoint.method().name());
      }
    }
    return others.isEmpty() ? new Nothing() : new OtherMethods(String.join(", ", others));
  }
}
