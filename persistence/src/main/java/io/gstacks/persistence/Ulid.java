package io.gstacks.persistence;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.regex.Pattern;

/**
 * Lower-case ULIDs (<a href="https://github.com/ulid/spec">the ULID specification</a>, Crockford
 * base 32): 48 bits of milliseconds, 80 random bits, 26 characters that sort by time. Lower case,
 * because preview host names are made of them.
 */
public final class Ulid {
  private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
  private static final Pattern FORM = Pattern.compile("[0-7][0-9a-hjkmnp-tv-z]{25}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ulid() {}

  /** A new one of this moment. */
  public static String next() {
    var random = new byte[10];
    RANDOM.nextBytes(random);
    return encode(System.currentTimeMillis(), random);
  }

  /**
   * The same one for the same parts, always: what a create with an idempotency key is called. All
   * of its 128 bits are of SHA-256, so it does not sort by time.
   */
  public static String derived(String... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var part : parts) {
        var bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
      }
      var hash = ByteBuffer.wrap(digest.digest());
      long time = hash.getLong() >>> 16;
      var random = new byte[10];
      hash.get(random);
      return encode(time, random);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Refuses what is not the prefix and a ULID, naming what was given (cut to 64 characters). */
  public static void require(String prefix, String value) {
    if (!isValid(prefix, value)) {
      var shown = value.length() > 64 ? value.substring(0, 64) + "..." : value;
      throw new IllegalArgumentException("not an id of the form " + prefix + "<ulid>: " + shown);
    }
  }

  public static boolean isValid(String prefix, String value) {
    return value.startsWith(prefix) && FORM.matcher(value.substring(prefix.length())).matches();
  }

  private static String encode(long time, byte[] random) {
    var text = new char[26];
    for (int i = 9; i >= 0; i--) {
      text[i] = ALPHABET[(int) (time & 31)];
      time >>>= 5;
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < 5; i++) {
      high = high << 8 | (random[i] & 0xff);
      low = low << 8 | (random[i + 5] & 0xff);
    }
    for (int i = 7; i >= 0; i--) {
      text[10 + i] = ALPHABET[(int) (high & 31)];
      text[18 + i] = ALPHABET[(int) (low & 31)];
      high >>>= 5;
      low >>>= 5;
    }
    return new String(text);
  }
}
