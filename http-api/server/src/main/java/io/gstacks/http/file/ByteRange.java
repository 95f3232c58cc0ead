package io.gstacks.http.file;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One range of bytes, as the header {@code Range} asks for it: {@code bytes=0-99}, {@code
 * bytes=100-}, {@code bytes=-50}. Whatever else it says (several ranges, another unit) is passed
 * over, as RFC 9110 allows: the answer is then the whole.
 *
 * @param offset below 0: so many bytes before the end
 * @param length 0: to the end
 */
record ByteRange(long offset, long length) {
  private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");
  static final ByteRange WHOLE = new ByteRange(0, 0);

  static Optional<ByteRange> of(String header) {
    var one = ONE.matcher(header.replace(" ", ""));
    if (!one.matches() || (one.group(1).isEmpty() && one.group(2).isEmpty())) {
      return Optional.empty();
    }
    if (one.group(1).isEmpty()) {
      return Optional.of(new ByteRange(-Long.parseLong(one.group(2)), 0));
    }
    long first = Long.parseLong(one.group(1));
    if (one.group(2).isEmpty()) {
      return Optional.of(new ByteRange(first, 0));
    }
    long last = Long.parseLong(one.group(2));
    return last < first ? Optional.empty() : Optional.of(new ByteRange(first, last - first + 1));
  }

  /** What of a file of this size it is; empty when it lies behind its end. */
  Optional<Part> of(long size) {
    long from = offset < 0 ? Math.max(0, size + offset) : offset;
    long rest = size - from;
    return rest <= 0
        ? Optional.empty()
        : Optional.of(new Part(from, length == 0 ? rest : Math.min(rest, length), size));
  }

  /** A part that is there. */
  record Part(long from, long length, long size) {
    String contentRange() {
      return "bytes %d-%d/%d".formatted(from, from + length - 1, size);
    }
  }
}
