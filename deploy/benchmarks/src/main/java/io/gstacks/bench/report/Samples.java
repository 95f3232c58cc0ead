package io.gstacks.bench.report;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.LongStream;

/**
 * Every value that was measured, sorted: quantiles are exact, by nearest rank. Example: of 200
 * values the p99 is the 198th, and one outlier is the maximum but not the p99.
 */
public final class Samples {
  private final long[] sorted;

  private Samples(long[] sorted) {
    this.sorted = sorted;
  }

  public static Samples of(LongStream values) {
    return new Samples(values.sorted().toArray());
  }

  public static Samples of(Collection<Long> values) {
    return of(values.stream().mapToLong(Long::longValue));
  }

  public int count() {
    return sorted.length;
  }

  /**
   * The least value that at least this share of the values does not exceed; NaN when there are
   * none.
   */
  public double quantile(double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("a quantile is in (0, 1]: " + share);
    }
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.ceil(share * sorted.length - 1e-9) - 1];
  }

  public double median() {
    return quantile(0.5);
  }

  public double max() {
    return quantile(1);
  }

  @Override
  public String toString() {
    return Arrays.toString(sorted);
  }
}
