package io.gstacks.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gstacks.cli.api.FailureException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {
  @ParameterizedTest
  @CsvSource({"1, 1000", "0.5, 500", "2.25, 2250", "500m, 500", "0, 0"})
  void processors(String text, long millis) {
    assertThat(Quantities.cpuMillis(text)).isEqualTo(millis);
  }

  @ParameterizedTest
  @CsvSource({"512, 512", "512m, 512", "2g, 2048", "0.5G, 512", "2GiB, 2048", "1t, 1048576"})
  void sizes(String text, long mebibytes) {
    assertThat(Quantities.mebibytes("--memory", text)).isEqualTo(mebibytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "-1", "1x", "1 g b", "0.0001", "9999999999999999"})
  void refusesTheRest(String text) {
    assertThatThrownBy(() -> Quantities.cpuMillis(text))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("--cpu");
  }
}
