package io.gstacks.cli.command;

import io.gstacks.cli.api.Failure;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Amounts as people write them. */
final class Quantities {
  private static final Pattern FORM = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)([a-z]*)");

  /** In MiB; a bare number is MiB too. */
  private static final Map<String, Integer> SIZES =
      Map.of(
          "", 1, "m", 1, "mb", 1, "mib", 1, "g", 1024, "gb", 1024, "gib", 1024, "t", 1 << 20, "tib",
          1 << 20);

  private static final Map<String, Integer> CPUS = Map.of("", 1000, "m", 1);

  private Quantities() {}

  /** {@code 2}, {@code 0.5} and {@code 500m} to thousandths of a processor. */
  static long cpuMillis(String text) {
    return amount("--cpu", "2, 0.5 or 500m", CPUS, text);
  }

  /** {@code 512}, {@code 512m} and {@code 2g} to MiB. */
  static long mebibytes(String option, String text) {
    return amount(option, "512, 512m or 2g", SIZES, text);
  }

  private static long amount(
      String option, String examples, Map<String, Integer> units, String text) {
    var matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    var unit = matcher.matches() ? units.get(matcher.group(2)) : null;
    if (unit == null) {
      throw Failure.usage(option + " is an amount such as " + examples + ": " + text).thrown();
    }
    try {
      return new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit)).longValueExact();
    } catch (ArithmeticException _) {
      throw Failure.usage(option + " is finer than can be given: " + text).thrown();
    }
  }
}
