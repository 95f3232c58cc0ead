package io.gstacks.bench.simulated;

/**
 * Finds the highest sustained rate between one that is and one that is not, by halves. Example:
 * from (0, 1000) it tries 500; if that holds, 750; and so on for so many steps.
 *
 * <p>Known limit: it believes each step, so one disturbed step halves into the wrong side.
 */
final class RateSearch {
  /** Whether a rate is sustained. */
  @FunctionalInterface
  interface Trial {
    boolean holds(double perSecond) throws Exception;
  }

  private RateSearch() {}

  static double highest(double sustained, double missed, int steps, Trial trial) throws Exception {
    double low = sustained;
    double high = missed;
    for (int step = 0; step < steps; step++) {
      double middle = Math.rint((low + high) / 2);
      if (trial.holds(middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
