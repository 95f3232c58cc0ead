package io.gstacks.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SamplesTest {
  @Test
  void quantilesAreByNearestRank() {
    var samples = Samples.of(LongStream.rangeClosed(1, 200));

    assertThat(samples.quantile(0.5)).isEqualTo(100);
    assertThat(samples.quantile(0.99)).isEqualTo(198);
    assertThat(samples.max()).isEqualTo(200);
  }

  @Test
  void theOrderOfTheValuesDoesNotMatter() {
    assertThat(Samples.of(List.of(3L, 1L, 2L)).median()).isEqualTo(2);
  }

  @Test
  void oneOutlierIsTheMaximumAndNotTheP99() {
    var samples = Samples.of(LongStream.concat(LongStream.of(1_000_000), LongStream.range(0, 199)));

    assertThat(samples.quantile(0.99)).isEqualTo(197);
    assertThat(samples.max()).isEqualTo(1_000_000);
  }

  @Test
  void nothingMeasuredIsNoNumber() {
    assertThat(Samples.of(List.of()).median()).isNaN();
  }

  @Test
  void refusesWhatIsNoQuantile() {
    var samples = Samples.of(List.of(1L));

    assertThatThrownBy(() -> samples.quantile(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> samples.quantile(99)).isInstanceOf(IllegalArgumentException.class);
  }
}
