package io.gstacks.http.channel;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.apache.pekko.util.ByteString;

/**
 * Turns a stream of bytes into pieces of JSON. What is UTF-8 becomes text, even where a character
 * is cut in two by the frames: its beginning waits for its end. The rest becomes base 64, so that
 * every byte arrives.
 *
 * <p>Example: {@code 61 c3} then {@code a9 62} gives "a" and "\u00e9b".
 */
final class OutputText {
  /** One of the two is there. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Piece(Optional<String> data, Optional<String> base64) {}

  private ByteString waiting = ByteString.emptyByteString();

  /** Empty when all of it waits. */
  Optional<Piece> add(ByteString more) {
    var bytes = waiting.concat(more);
    var cut = bytes.size() - unfinished(bytes);
    waiting = bytes.drop(cut);
    return piece(bytes.take(cut))
        .or(() -> {
          waiting = ByteString.emptyByteString();
          return Optional.of(binary(bytes));
        })
        .filter(_ -> cut > 0 || waiting.isEmpty());
  }

  /** What still waits when the stream ends: no character will come of it. */
  Optional<Piece> rest() {
    var left = waiting;
    waiting = ByteString.emptyByteString();
    return left.isEmpty() ? Optional.empty() : Optional.of(binary(left));
  }

  private static Optional<Piece> piece(ByteString bytes) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toArrayUnsafe()));
      return Optional.of(new Piece(Optional.of(text.toString()), Optional.empty()));
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  private static Piece binary(ByteString bytes) {
    return new Piece(
        Optional.empty(), Optional.of(Base64.getEncoder().encodeToString(bytes.toArrayUnsafe())));
  }

  /** How many bytes at the end begin a character that they do not finish: 0 to 3. */
  private static int unfinished(ByteString bytes) {
    for (int back = 1; back <= Math.min(3, bytes.size()); back++) {
      int octet = bytes.apply(bytes.size() - back) & 0xff;
      if ((octet & 0xc0) != 0x80) {
        return length(octet) > back ? back : 0;
      }
    }
    return 0;
  }

  private static int length(int first) {
    return first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
  }
}
