package io.gstacks.http.route;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What names, tags and traits may look like: short, printable, safe on a command line. */
public final class Names {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/=-]{0,62}");
  private static final int MOST_TAGS = 32;

  private Names() {}

  public static String require(String field, Optional<String> name) {
    var given = name.orElseThrow(() -> invalid(field, "is required"));
    if (!NAME.matcher(given).matches()) {
      throw invalid(
          field,
          "must be 1 to 63 letters, digits, '.', '_' or '-', and begin with a letter or digit");
    }
    return given;
  }

  public static void requireTags(String field, Collection<String> tags) {
    if (tags.size() > MOST_TAGS) {
      throw invalid(field, "holds more than " + MOST_TAGS);
    }
    if (!tags.stream().allMatch(tag -> TAG.matcher(tag).matches())) {
      throw invalid(
          field,
          "may hold texts of 1 to 63 letters, digits, '.', '_', ':', '/', '=' or '-' that begin with"
              + " a letter or digit");
    }
  }

  public static ApiException invalid(String field, String why) {
    return ApiException.invalid("invalid_request", field + " " + why, Map.of("field", field));
  }
}
