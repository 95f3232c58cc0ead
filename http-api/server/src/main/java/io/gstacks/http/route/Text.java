package io.gstacks.http.route;

/**
 * Text that may be journaled: no U+0000, which PostgreSQL cannot hold, so that it would journal and
 * then fail every projection; no half of a surrogate pair, which is no character in UTF-8.
 */
public final class Text {
  private Text() {}

  public static boolean isStorable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isLowSurrogate(c)) {
        return false;
      }
      if (Character.isHighSurrogate(c)) {
        i++;
        if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
          return false;
        }
      }
    }
    return true;
  }
}
