package io.gstacks.http.file;

import io.gstacks.http.route.ApiException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Permission bits as people write them: {@code 0644}. */
final class FileMode {
  private static final Pattern OCTAL = Pattern.compile("0?[0-7]{3}");
  private static final int OCTAL_BASE = 8;

  private FileMode() {}

  /** 0, which means the usual one, where nothing is asked for. */
  static int of(Optional<String> text) {
    return text.map(FileMode::parse).orElse(0);
  }

  private static int parse(String text) {
    if (!OCTAL.matcher(text).matches()) {
      throw ApiException.invalid(
          "invalid_request", "mode must be octal, such as 0644", Map.of("field", "mode"));
    }
    return Integer.parseInt(text, OCTAL_BASE);
  }

  static String text(int bits) {
    return "%04o".formatted(bits);
  }
}
