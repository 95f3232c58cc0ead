package io.gstacks.http.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

class OutputTextTest {
  private static final int SEEDS = 500;

  private final OutputText text = new OutputText();

  @Test
  void waitsForTheRestOfACharacter() {
    assertThat(data(add(0x61, 0xf0, 0x9f))).contains("a");
    assertThat(add(0x98)).isEmpty();
    assertThat(data(add(0x80, 0x62))).contains("\uD83D\uDE00b");
    assertThat(text.rest()).isEmpty();
  }

  @Test
  void givesWhatIsNoTextInBase64() {
    assertThat(add(0xff, 0xfe)).contains(base64("//4="));
    assertThat(add(0xe2, 0x28)).contains(base64("4ig="));
  }

  @Test
  void givesWhatWaitedInVain() {
    assertThat(add(0xe2, 0x82)).isEmpty();

    assertThat(text.rest()).contains(base64("4oI="));
    assertThat(text.rest()).isEmpty();
  }

  @Test
  void losesNoByte() {
    for (int seed = 0; seed < SEEDS; seed++) {
      var random = new Random(seed);
      var pieces = new OutputText();
      var given = new ByteArrayOutputStream();
      var got = new ByteArrayOutputStream();
      for (int frame = 0; frame < 5; frame++) {
        var bytes = bytes(random);
        given.writeBytes(bytes);
        pieces.add(ByteString.fromArray(bytes)).ifPresent(piece -> got.writeBytes(bytes(piece)));
      }
      pieces.rest().ifPresent(piece -> got.writeBytes(bytes(piece)));

      assertThat(got.toByteArray()).as("seed %d", seed).isEqualTo(given.toByteArray());
    }
  }

  private static byte[] bytes(Random random) {
    if (random.nextBoolean()) {
      var bytes = new byte[random.nextInt(6)];
      random.nextBytes(bytes);
      return bytes;
    }
    var bytes = "a\u00e9\u20ac\uD83D\uDE00".getBytes(StandardCharsets.UTF_8);
    return java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
  }

  private static byte[] bytes(OutputText.Piece piece) {
    return piece
        .data()
        .map(data -> data.getBytes(StandardCharsets.UTF_8))
        .orElseGet(() -> Base64.getDecoder().decode(piece.base64().orElseThrow()));
  }

  private Optional<OutputText.Piece> add(int... octets) {
    var bytes = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      bytes[i] = (byte) octets[i];
    }
    return text.add(ByteString.fromArray(bytes));
  }

  private static Optional<String> data(Optional<OutputText.Piece> piece) {
    return piece.flatMap(OutputText.Piece::data);
  }

  private static OutputText.Piece base64(String encoded) {
    return new OutputText.Piece(Optional.empty(), Optional.of(encoded));
  }
}
