package io.gstacks.http.idempotency;

import io.gstacks.http.route.Exchange;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What makes two requests the same: method, path, query and body, byte by byte. */
final class Fingerprint {
  private Fingerprint() {}

  static String of(Exchange exchange) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var request = exchange.request();
      add(digest, request.method().name().getBytes(StandardCharsets.UTF_8));
      add(digest, request.getUri().path().getBytes(StandardCharsets.UTF_8));
      add(digest, request.getUri().rawQueryString().orElse("").getBytes(StandardCharsets.UTF_8));
      add(digest, exchange.body().toArrayUnsafe());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void add(MessageDigest digest, byte[] part) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
    digest.update(part);
  }
}
