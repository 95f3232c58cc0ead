package io.gstacks.http.auth;

import io.gstacks.host.KeyId;
import io.gstacks.persistence.Ulid;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The text of an API key, {@code gsk_<ulid of its record>_<256 random bits in hex>}. It is seen
 * once, when it is made; what is stored, compared and kept in memory is {@link #hash}.
 */
public record KeyText(KeyId id, String hash) {
  private static final Pattern FORM = Pattern.compile("gsk_([0-9a-z]{26})_[0-9a-f]{64}");

  /** Empty for what cannot be a key, which then costs nobody a question. */
  public static Optional<KeyText> parse(String text) {
    var form = FORM.matcher(text);
    return form.matches() && Ulid.isValid(KeyId.PREFIX, KeyId.PREFIX + form.group(1))
        ? Optional.of(new KeyText(new KeyId(KeyId.PREFIX + form.group(1)), sha256(text)))
        : Optional.empty();
  }

  /** The text of a new key. */
  public static String of(String ulid, String secret) {
    return "gsk_" + ulid + "_" + secret;
  }

  /** SHA-256 in hex: what the journal holds of a secret text. */
  public static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
