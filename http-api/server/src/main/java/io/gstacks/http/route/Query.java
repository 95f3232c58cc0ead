package io.gstacks.http.route;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.Uri;

/** The query parameters of a request, each known to its route and given once. */
public record Query(Map<String, String> values) {
  /** As long as a path of a file. */
  private static final int LONGEST = 4096;

  public Query {
    values = Map.copyOf(values);
  }

  public static Query of(Uri uri, Set<String> known) {
    var values = new HashMap<String, String>();
    for (var pair : uri.query().toList()) {
      var name = pair.first();
      if (!known.contains(name)) {
        throw ApiException.invalid(
            "unknown_parameter",
            "unknown query parameter " + shown(name),
            Map.of(
                "parameter", shown(name), "known", List.copyOf(known).stream().sorted().toList()));
      }
      if (values.put(name, pair.second()) != null) {
        throw invalid(name, "is given twice");
      }
      if (pair.second().length() > LONGEST || !Text.isStorable(pair.second())) {
        throw invalid(name, "is too long or holds what cannot be stored");
      }
    }
    return new Query(values);
  }

  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  /** A value that a record's constructor judges: it throws on what cannot be. */
  public <T> Optional<T> map(String name, Function<String, T> parse) {
    return text(name)
        .map(value -> {
          try {
            return parse.apply(value);
          } catch (IllegalArgumentException e) {
            throw invalid(name, String.valueOf(e.getMessage()));
          }
        });
  }

  public boolean flag(String name) {
    return text(name)
        .map(value ->
            switch (value) {
              case "true", "1" -> true;
              case "false", "0" -> false;
              default -> throw invalid(name, "must be true or false");
            })
        .orElse(false);
  }

  public int number(String name, int least, int most, int otherwise) {
    return text(name)
        .map(value -> {
          try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
              return number;
            }
          } catch (NumberFormatException _) {
            // Answered below, like a number out of range.
          }
          throw invalid(name, "must be a whole number from %d to %d".formatted(least, most));
        })
        .orElse(otherwise);
  }

  public String oneOf(String name, Set<String> known, String otherwise) {
    return text(name)
        .map(value -> {
          if (!known.contains(value)) {
            throw invalid(name, "must be one of " + known.stream().sorted().toList());
          }
          return value;
        })
        .orElse(otherwise);
  }

  private static ApiException invalid(String name, String why) {
    return ApiException.invalid(
        "invalid_parameter", "query parameter " + name + " " + why, Map.of("parameter", name));
  }

  private static String shown(String name) {
    return name.length() > 64 ? name.substring(0, 64) + "..." : name;
  }
}
