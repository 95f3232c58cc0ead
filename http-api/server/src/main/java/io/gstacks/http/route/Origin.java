package io.gstacks.http.route;

import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.Ulid;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Where a request takes its new id, its commands' ids and its secrets from: chance, or, under an
 * {@code Idempotency-Key}, what the same request took the last time. So whoever repeats a request
 * reaches the same entities with commands that they know.
 */
public final class Origin {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SEED_BYTES = 32;

  private final String ulid;
  private final byte[] seed;

  private Origin(String ulid, byte[] seed) {
    this.ulid = ulid;
    this.seed = seed.clone();
  }

  public static Origin fresh() {
    return new Origin(Ulid.next(), freshSeed());
  }

  /** {@code use} counts how often the key has been forgotten and used anew. */
  public static Origin of(TenantId tenant, String key, long use, byte[] seed) {
    var ulid =
        use == 0
            ? Ulid.derived(tenant.value(), key)
            : Ulid.derived(tenant.value(), key, Long.toString(use));
    return new Origin(ulid, seed);
  }

  public static byte[] freshSeed() {
    var seed = new byte[SEED_BYTES];
    RANDOM.nextBytes(seed);
    return seed;
  }

  /** The id of what the request makes, without its prefix. */
  public String ulid() {
    return ulid;
  }

  /** One id for each step of the request. */
  public String command(String step) {
    return "cmd_" + ulid + "_" + step;
  }

  /** 256 bits in hex, another for each purpose. */
  public String secret(String purpose) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(seed, "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  /** Without the seed. */
  @Override
  public String toString() {
    return "Origin[" + ulid + "]";
  }
}
