package io.gstacks.agent.identity;

import java.util.regex.Pattern;

/**
 * A bootstrap token, {@code gst_<id>_<secret>_<fingerprint>}: what a new host shows once, and the
 * SHA-256 of the control issuer's certificate, by which the very first connection is verified.
 *
 * <p>Its text is a secret and appears in no log: {@link #toString} names the id alone.
 */
public record BootstrapToken(String text, String fingerprint) {
  private static final Pattern FORM =
      Pattern.compile("gst_([0-9a-z]{26})_[0-9a-f]{64}_([0-9a-f]{64})");

  /** Reads a token, surrounding white space aside. */
  public static BootstrapToken parse(String text) {
    var matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "token_invalid: this is not a bootstrap token (gst_<id>_<secret>_<fingerprint>)");
    }
    return new BootstrapToken(text.strip(), matcher.group(2));
  }

  @Override
  public String toString() {
    return "tok_" + text.substring(4, 30);
  }
}
