package io.gstacks.bench.report;

/** What a bench demands of one of its metrics. */
public record Bound(String metric, Op op, double bound, String unit) {
  public static Bound atMost(String metric, double bound, String unit) {
    return new Bound(metric, Op.AT_MOST, bound, unit);
  }

  public static Bound atLeast(String metric, double bound, String unit) {
    return new Bound(metric, Op.AT_LEAST, bound, unit);
  }
}
