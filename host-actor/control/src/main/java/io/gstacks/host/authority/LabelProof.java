package io.gstacks.host.authority;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The proof in a workload's labels: HMAC-SHA256 under the fleet key over tenant, cluster, sandbox
 * and generation. Anyone on a host can write labels; only the control plane can write this.
 */
final class LabelProof {
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  LabelProof(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /** The parts are ids, which hold no line feed, so that no two lists of parts look alike. */
  String of(String tenant, String cluster, String sandbox, long generation) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      var text = String.join("\n", tenant, cluster, sandbox, Long.toString(generation));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
