package io.gstacks.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlPlaneTest {
  @Test
  void aSlashAtTheEndDoesNotMatter() {
    assertThat(ControlPlane.of("http://a:1/", "k")).isEqualTo(ControlPlane.of("http://a:1", "k"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a:1", "ftp://a", "http://", "http://u:p@a", "http://a/?x=1", "http://a b"})
  void refusesWhatIsNoAddress(String text) {
    assertThatThrownBy(() -> ControlPlane.of(text, "k"))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("not a base URL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a\nHost: b", "ключ"})
  void refusesWhatIsNoKey(String text) {
    assertThatThrownBy(() -> ControlPlane.of("http://a", text))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("one word");
  }

  @Test
  void itsTextDoesNotShowTheKey() {
    assertThat(ControlPlane.of("http://a", "gsk_secret").toString()).isEqualTo("http://a");
  }

  @Test
  void plainHttpToAnotherMachineExposesTheKey() {
    assertThat(ControlPlane.of("http://10.0.0.1:8080", "k").exposesKey()).isTrue();
    assertThat(ControlPlane.of("https://10.0.0.1", "k").exposesKey()).isFalse();
    assertThat(ControlPlane.of("http://127.0.0.1:8080", "k").exposesKey()).isFalse();
    assertThat(ControlPlane.of("http://[::1]:8080", "k").exposesKey()).isFalse();
  }
}
