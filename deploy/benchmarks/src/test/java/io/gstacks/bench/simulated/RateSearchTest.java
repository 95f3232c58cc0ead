package io.gstacks.bench.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateSearchTest {
  @Test
  void halvesTowardsTheLimit() throws Exception {
    List<Double> tried = new ArrayList<>();

    double found =
        RateSearch.highest(
            0,
            1000,
            4,
            rate -> {
              tried.add(rate);
              return rate <= 700;
            });

    assertThat(tried).containsExactly(500.0, 750.0, 625.0, 688.0);
    assertThat(found).isEqualTo(688);
  }

  @Test
  void whereNothingHoldsItFindsWhatIsKnown() throws Exception {
    assertThat(RateSearch.highest(0, 1000, 3, _ -> false)).isZero();
  }
}
