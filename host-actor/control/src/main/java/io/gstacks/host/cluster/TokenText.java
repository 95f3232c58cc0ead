package io.gstacks.host.cluster;

import io.gstacks.host.Hashes;
import io.gstacks.host.TokenId;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A bootstrap token as a person carries it: {@code gst_<ulid>_<secret>_<fingerprint>}. The ulid is
 * that of its record; the fingerprint, of the control issuer's certificate, lets the agent verify
 * the control plane before it shows the secret.
 */
public record TokenText(TokenId id, String text) {
  private static final Pattern FORM =
      Pattern.compile("gst_([0-9a-z]{26})_[0-9a-f]{64}_[0-9a-f]{64}");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SECRET_BYTES = 32;

  public static TokenText fresh(TokenId id, String fingerprint) {
    var secret = new byte[SECRET_BYTES];
    RANDOM.nextBytes(secret);
    var ulid = id.value().substring(TokenId.PREFIX.length());
    return new TokenText(
        id, "gst_%s_%s_%s".formatted(ulid, HexFormat.of().formatHex(secret), fingerprint));
  }

  /** Empty for what does not have the form of a token. */
  public static Optional<TokenText> parse(String text) {
    var parts = FORM.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new TokenText(new TokenId(TokenId.PREFIX + parts.group(1)), text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What is stored of it. */
  public String hash() {
    return Hashes.sha256(text);
  }

  /** Not the text: it is a secret. */
  @Override
  public String toString() {
    return "TokenText[" + id + "]";
  }
}
