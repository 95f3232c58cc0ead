package io.gstacks.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTextTest {
  private static final String ULID = "01kd4x7a9bqv3m5n6p8r0s2t4w";

  @Test
  void namesItsRecordAndKeepsAHash() {
    var text = KeyText.of(ULID, "ab".repeat(32));

    var key = KeyText.parse(text).orElseThrow();

    assertThat(key.id().value()).isEqualTo("key_" + ULID);
    assertThat(key.hash()).hasSize(64).isEqualTo(KeyText.sha256(text));
    assertThat(key.toString()).doesNotContain("abab");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "gsk_",
        "gsk_01kd4x7a9bqv3m5n6p8r0s2t4w_",
        "gsk_01KD4X7A9BQV3M5N6P8R0S2T4W_aa"
      })
  void isNothingElse(String text) {
    assertThat(KeyText.parse(text)).isEmpty();
  }
}
