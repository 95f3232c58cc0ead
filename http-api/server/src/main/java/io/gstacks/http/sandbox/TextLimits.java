package io.gstacks.http.sandbox;

import io.gstacks.http.route.Names;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How long texts of a request may be. All of a sandbox's specification travels as one actor
 * message, which stays under 64 KiB with its environment sealed and in base 64.
 */
final class TextLimits {
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,62}");
  private static final int WORDS = 256;
  private static final int COMMAND_BYTES = 8 * 1024;
  private static final int VARIABLES = 64;
  private static final int ENVIRONMENT_BYTES = 16 * 1024;
  private static final int LABELS = 32;
  private static final int LABELS_BYTES = 4 * 1024;

  private TextLimits() {}

  static void command(String field, List<String> command) {
    if (command.size() > WORDS || bytes(command) > COMMAND_BYTES) {
      throw Names.invalid(field, "may have %d words and %d bytes".formatted(WORDS, COMMAND_BYTES));
    }
  }

  static void environment(Map<String, String> environment) {
    if (environment.size() > VARIABLES || bytes(environment) > ENVIRONMENT_BYTES) {
      throw Names.invalid(
          "environment",
          "may have %d variables and %d bytes".formatted(VARIABLES, ENVIRONMENT_BYTES));
    }
    if (!environment.keySet().stream().allMatch(name -> VARIABLE.matcher(name).matches())) {
      throw Names.invalid(
          "environment",
          "has a name that is not of letters, digits and '_' or begins with a digit");
    }
  }

  static void labels(Map<String, String> labels) {
    if (labels.size() > LABELS || bytes(labels) > LABELS_BYTES) {
      throw Names.invalid("labels", "may be %d of %d bytes".formatted(LABELS, LABELS_BYTES));
    }
    if (!labels.keySet().stream().allMatch(name -> LABEL.matcher(name).matches())) {
      throw Names.invalid(
          "labels", "has a name that is not of 1 to 63 letters, digits, '.', '_', '/' or '-'");
    }
  }

  private static long bytes(Map<String, String> texts) {
    return Stream.concat(texts.keySet().stream(), texts.values().stream())
        .mapToLong(TextLimits::bytes)
        .sum();
  }

  private static long bytes(Collection<String> texts) {
    return texts.stream().mapToLong(TextLimits::bytes).sum();
  }

  private static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
