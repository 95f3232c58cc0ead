package io.gstacks.bench.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
  @Test
  void readsThemInAnyOrder() {
    assertThat(
            Arguments.parse(List.of("create", "--directory", "/d", "--json", "--checkout", "/c")))
        .isEqualTo(new Arguments(true, Optional.of("create"), Path.of("/c"), Path.of("/d")));
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> Arguments.parse(List.of("--jsn")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Arguments.parse(List.of("create", "footprint")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
