package io.gstacks.host.session;

import java.util.regex.Pattern;

/**
 * Checks what agents write. U+0000 can be journaled, but no row can hold it, so it must not come
 * further than here.
 */
final class Texts {
  static final int NAME = 256;
  static final int MESSAGE = 2_000;

  private static final Pattern UNWANTED = Pattern.compile("[\\p{Cntrl}&&[^\t\n]]");

  private Texts() {}

  /** A name, an id, a version: one that is too long or holds control characters is refused. */
  static String name(String what, String text) {
    if (text.length() > NAME || UNWANTED.matcher(text).find()) {
      throw new ProtocolException(
          what + " is longer than " + NAME + " characters or holds control characters");
    }
    return text;
  }

  /** For people to read: cut, and cleaned of control characters. */
  static String message(String text) {
    var cut = text.length() > MESSAGE ? text.substring(0, MESSAGE) + "..." : text;
    return UNWANTED.matcher(cut).replaceAll("\uFFFD");
  }

  /** A figure of the wire, which knows unsigned ones, as ours. */
  static int figure(int unsigned) {
    return unsigned < 0 ? Integer.MAX_VALUE : unsigned;
  }
}
