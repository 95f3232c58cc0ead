package io.gstacks.agent.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TarStreamTest {
  @Test
  void readsWhatItWrites() throws IOException {
    var longName = "ä/" + "n".repeat(300);
    var longTarget = "t".repeat(200);
    var bytes =
        written(
            new TarHeader("dir/", 0755, 0, 7, TarHeader.DIRECTORY, ""),
            new TarHeader(longName, 0640, 5, 1_767_355_200, TarHeader.FILE, ""),
            new TarHeader("link", 0777, 0, 0, TarHeader.LINK, longTarget));

    var tar = new TarReader(new ByteArrayInputStream(bytes));

    assertThat(tar.next()).contains(new TarHeader("dir/", 0755, 0, 7, TarHeader.DIRECTORY, ""));
    assertThat(tar.next())
        .contains(new TarHeader(longName, 0640, 5, 1_767_355_200, TarHeader.FILE, ""));
    assertThat(tar.content().readAllBytes()).hasSize(5);
    assertThat(tar.next()).contains(new TarHeader("link", 0777, 0, 0, TarHeader.LINK, longTarget));
    assertThat(tar.next()).isEmpty();
  }

  @Test
  void skipsWhatNobodyRead() throws IOException {
    var bytes =
        written(
            new TarHeader("big", 0644, 5_000, 0, TarHeader.FILE, ""),
            new TarHeader("next", 0644, 0, 0, TarHeader.FILE, ""));

    var tar = new TarReader(new ByteArrayInputStream(bytes));

    assertThat(tar.next()).hasValueSatisfying(it -> assertThat(it.name()).isEqualTo("big"));
    assertThat(tar.next()).hasValueSatisfying(it -> assertThat(it.name()).isEqualTo("next"));
  }

  @Test
  void readsTheLongNamesOfGnu() throws IOException {
    var name = "g".repeat(150);
    var out = new ByteArrayOutputStream();
    out.write(new TarHeader("././@LongLink", 0, 151, 0, 'L', "").bytes());
    out.write(Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), TarHeader.BLOCK));
    out.write(new TarHeader("cut", 0644, 0, 0, TarHeader.FILE, "").bytes());

    assertThat(new TarReader(new ByteArrayInputStream(out.toByteArray())).next())
        .hasValueSatisfying(it -> assertThat(it.name()).isEqualTo(name));
  }

  @Test
  void aLongNameThatSaysItIsEndlessIsNotReadIntoMemory() {
    var block = new TarHeader("x", 0, 1L << 32, 0, 'L', "").bytes();

    assertInvalid(block);
  }

  @Test
  void whatIsNoTarIsRefused() {
    assertInvalid(new byte[] {1, 2, 3});
    assertInvalid("x".repeat(TarHeader.BLOCK).getBytes(StandardCharsets.US_ASCII));
    var cut = new TarHeader("a", 0644, 1_000, 0, TarHeader.FILE, "").bytes();
    assertInvalid(cut);
  }

  /** Reads it to its end. */
  private static void assertInvalid(byte[] bytes) {
    assertThatThrownBy(
            () -> {
              var tar = new TarReader(new ByteArrayInputStream(bytes));
              while (tar.next().isPresent()) {}
            })
        .isInstanceOfSatisfying(
            FilesException.class,
            e -> assertThat(e.code()).isEqualTo(FilesException.Code.INVALID_TAR));
  }

  private static byte[] written(TarHeader... entries) throws IOException {
    var out = new ByteArrayOutputStream();
    var tar = new TarWriter(out);
    for (var entry : entries) {
      tar.begin(entry);
      out.write(new byte[(int) entry.size()]);
      tar.pad(entry.size());
    }
    tar.end();
    return out.toByteArray();
  }
}
