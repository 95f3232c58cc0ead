package io.gstacks.bench.report;

/** How a figure is held against its bound. */
public enum Op {
  AT_MOST("<="),
  AT_LEAST(">=");

  private final String sign;

  Op(String sign) {
    this.sign = sign;
  }

  public String sign() {
    return sign;
  }

  boolean holds(double value, double bound) {
    return switch (this) {
      case AT_MOST -> value <= bound;
      case AT_LEAST -> value >= bound;
    };
  }
}
