package io.gstacks.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
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
    SequencedMap<String, Samples> sets = new LinkedHashMap<>();
    sets.put("a", Samples.of(List.of(1_000_000L, 9_000_000L)));

    var picture = Picture.quantiles("times", sets);

    assertThat(picture.lines().toList().getLast()).contains("max").endsWith("=".repeat(48));
    assertThat(picture.lines().toList().get(1)).contains("p10").contains("1.00").endsWith("|=");
  }
}
