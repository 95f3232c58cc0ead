package io.gstacks.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PictureTest {
  @Test
  void aLineRisesWithItsValues() {
    assertThat(Picture.line("rate", "/s", 0, 50, 100).lines())
        .containsExactly("rate (top 100.0 /s)", "| ▄█|");
  }

  @Test
  void aLineOfNothingIsFlat() {
    assertThat(Picture.line("rate", "/s", 0, 0)).endsWith("|  |");
  }

  @Test
  void theSlowestHasTheLongestBar() {
    var picture =
        Picture.quantiles("times", Map.of("a", Samples.of(List.of(1_000_000L, 9_000_000L))));

    assertThat(picture.lines().toList().getLast()).contains("max").endsWith("=".repeat(48));
    assertThat(picture.lines().toList().get(1)).contains("p10").contains("1.00").endsWith("|=");
  }
}
