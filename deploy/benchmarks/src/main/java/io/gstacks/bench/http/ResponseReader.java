package io.gstacks.bench.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Puts answers together from the bytes of one connection: bodies with a length or in chunks.
 *
 * <p>Known limit: a body that ends with the connection is refused; nobody here sends one.
 */
public final class ResponseReader {
  private static final int INCOMPLETE = -1;

  private byte[] buffer = new byte[4096];
  private int length;

  public void feed(ByteBuffer more) {
    int needed = length + more.remaining();
    if (needed > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(needed, 2 * buffer.length));
    }
    int count = more.remaining();
    more.get(buffer, length, count);
    length += count;
  }

  /** The next whole answer, if it is there. */
  public Optional<Response> next() {
    int headEnd = indexOf("\r\n\r\n", 0);
    if (headEnd == INCOMPLETE) {
      return Optional.empty();
    }
    var head = new String(buffer, 0, headEnd, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    int status = Integer.parseInt(head.substring(9, 12));
    boolean keepAlive = !head.contains("\r\nconnection: close");
    int start = headEnd + 4;
    var body =
        status == 204 || status == 304 ? Optional.of(new Body("", start)) : body(head, start);
    return body.map(whole -> {
      drop(whole.end());
      return new Response(status, whole.text(), keepAlive);
    });
  }

  private record Body(String text, int end) {}

  private Optional<Body> body(String head, int start) {
    if (head.contains("\r\ntransfer-encoding: chunked")) {
      return chunks(start);
    }
    int label = head.indexOf("\r\ncontent-length:");
    if (label < 0) {
      throw new IllegalStateException("an answer with neither a length nor chunks: " + head);
    }
    int value = label + "\r\ncontent-length:".length();
    int lineEnd = head.indexOf("\r\n", value);
    int size =
        Integer.parseInt(head.substring(value, lineEnd < 0 ? head.length() : lineEnd).strip());
    return start + size > length
        ? Optional.empty()
        : Optional.of(
            new Body(new String(buffer, start, size, StandardCharsets.UTF_8), start + size));
  }

  private Optional<Body> chunks(int start) {
    var body = new ByteArrayOutputStream();
    int at = start;
    while (true) {
      int lineEnd = indexOf("\r\n", at);
      if (lineEnd == INCOMPLETE) {
        return Optional.empty();
      }
      var line = new String(buffer, at, lineEnd - at, StandardCharsets.ISO_8859_1);
      int size = Integer.parseInt(line.split(";", 2)[0].strip(), 16);
      int end = lineEnd + 2 + size + 2;
      if (end > length) {
        return Optional.empty();
      }
      if (size == 0) {
        return Optional.of(new Body(body.toString(StandardCharsets.UTF_8), end));
      }
      body.write(buffer, lineEnd + 2, size);
      at = end;
    }
  }

  private void drop(int end) {
    System.arraycopy(buffer, end, buffer, 0, length - end);
    length -= end;
  }

  private int indexOf(String text, int from) {
    var wanted = text.getBytes(StandardCharsets.ISO_8859_1);
    for (int at = from; at + wanted.length <= length; at++) {
      if (Arrays.equals(buffer, at, at + wanted.length, wanted, 0, wanted.length)) {
        return at;
      }
    }
    return INCOMPLETE;
  }
}
