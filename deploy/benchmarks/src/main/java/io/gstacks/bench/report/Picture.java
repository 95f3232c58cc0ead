package io.gstacks.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/** Curves as text. */
public final class Picture {
  private static final String LEVELS = " ▁▂▃▄▅▆▇█";
  private static final double[] SHARES = {0.10, 0.25, 0.50, 0.75, 0.90, 0.95, 0.99, 0.999, 1};
  private static final int WIDTH = 48;

  private Picture() {}

  /** One character for each value, from zero to the highest. */
  public static String line(String title, String unit, double... values) {
    double highest = 0;
    for (double value : values) {
      highest = Math.max(highest, value);
    }
    var text = new StringBuilder();
    for (double value : values) {
      int level = highest == 0 ? 0 : (int) Math.round(value / highest * (LEVELS.length() - 1));
      text.append(LEVELS.charAt(Math.clamp(level, 0, LEVELS.length() - 1)));
    }
    return String.format(Locale.ROOT, "%s (top %.4g %s)%n|%s|", title, highest, unit, text);
  }

  /**
   * The quantiles of several sets of times as bars on one logarithmic scale, set beside set: what
   * differs in the middle and what only in the tail is seen at once.
   */
  public static String quantiles(String title, SequencedMap<String, Samples> sets) {
    double least = extreme(sets, SHARES[0], true);
    double most = extreme(sets, 1, false);
    List<String> lines = new ArrayList<>();
    lines.add(title + " (ms, logarithmic)");
    int labels = sets.keySet().stream().mapToInt(String::length).max().orElse(0);
    for (double share : SHARES) {
      if (share < 1 && sets.values().stream().anyMatch(set -> set.count() * (1 - share) < 1)) {
        continue; // so few values have no such quantile but their maximum
      }
      sets.forEach((name, samples) -> lines.add(bar(share, name, labels, samples, least, most)));
    }
    return String.join(System.lineSeparator(), lines);
  }

  private static double extreme(Map<String, Samples> sets, double share, boolean lowest) {
    var values = sets.values().stream().mapToDouble(samples -> samples.quantile(share));
    return (lowest ? values.min() : values.max()).orElse(Double.NaN);
  }

  private static String bar(
      double share, String name, int labels, Samples samples, double least, double most) {
    double value = samples.quantile(share);
    double place = most > least ? Math.log(value / least) / Math.log(most / least) : 1;
    int length = Double.isNaN(place) ? 0 : 1 + (int) Math.round(place * (WIDTH - 1));
    var label = share == 1 ? "max" : "p" + trimmed(share * 100);
    var form = "%-6s %-" + Math.max(labels, 1) + "s %10.2f |%s";
    return String.format(
        Locale.ROOT, form, label, name, value / 1e6, "=".repeat(Math.max(0, length)));
  }

  private static String trimmed(double percent) {
    return percent == Math.rint(percent)
        ? Long.toString(Math.round(percent))
        : String.format(Locale.ROOT, "%.1f", percent);
  }
}
