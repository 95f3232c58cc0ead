package io.gstacks.bench.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one run of a bench says.
 *
 * @param conditions under which it was measured; values are text, numbers, booleans or maps of them
 * @param metrics the figures, in the order in which they are told; the name's end is the unit
 * @param pictures drawn in the text form only
 * @param failure why the run ended early, when it did
 */
public record Report(
    String name,
    Map<String, Object> conditions,
    Map<String, Double> metrics,
    List<Mark> marks,
    List<String> pictures,
    Optional<String> failure) {
  public Report {
    conditions = Collections.unmodifiableMap(new LinkedHashMap<>(conditions));
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    marks = List.copyOf(marks);
    pictures = List.copyOf(pictures);
  }

  /** Holds the findings against the bounds: a metric that is not there is a missed mark. */
  public static Report of(
      String name, List<Bound> bounds, Findings findings, Optional<String> failure) {
    var marks =
        bounds.stream().map(bound -> new Mark(bound, value(findings, bound.metric()))).toList();
    return new Report(
        name, findings.conditions(), findings.metrics(), marks, findings.pictures(), failure);
  }

  public boolean ok() {
    return failure.isEmpty() && marks.stream().allMatch(Mark::ok);
  }

  private static OptionalDouble value(Findings findings, String metric) {
    var value = findings.metrics().get(metric);
    return value == null || value.isNaN() ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
