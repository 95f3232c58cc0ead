package io.gstacks.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A report as people read it: figures, pictures, marks, and last under which conditions. */
public final class TextForm {
  private TextForm() {}

  public static String of(Report report) {
    List<String> lines = new ArrayList<>();
    lines.add("== " + report.name());
    report.metrics().forEach((name, value) -> lines.add(row(name, number(value))));
    report.pictures().forEach(picture -> lines.add(System.lineSeparator() + picture));
    lines.add("");
    report.marks().forEach(mark -> lines.add(mark(mark)));
    report.failure().ifPresent(failure -> lines.add("FAILED  " + failure));
    lines.add("");
    conditions("", report.conditions(), lines);
    return String.join(System.lineSeparator(), lines);
  }

  private static String mark(Mark mark) {
    var bound = mark.bound();
    var value = mark.value().isPresent() ? number(mark.value().getAsDouble()) : "not measured";
    return String.format(
        Locale.ROOT,
        "%s  %-32s %12s %s %s %s",
        mark.ok() ? "ok    " : "MISSED",
        bound.metric(),
        value,
        bound.op().sign(),
        number(bound.bound()),
        bound.unit());
  }

  private static void conditions(String prefix, Map<?, ?> conditions, List<String> lines) {
    conditions.forEach((name, value) -> {
      if (value instanceof Map<?, ?> inner) {
        conditions(prefix + name + ".", inner, lines);
      } else {
        var shown = value instanceof Double number ? number(number) : String.valueOf(value);
        lines.add(row(prefix + name, shown));
      }
    });
  }

  private static String row(String name, String value) {
    return String.format(Locale.ROOT, "%-40s %12s", name, value);
  }

  private static String number(double value) {
    if (!Double.isFinite(value)) {
      return "-";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString(Math.round(value));
    }
    return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.3f" : "%.1f", value);
  }
}
