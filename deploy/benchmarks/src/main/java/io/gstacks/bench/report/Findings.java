package io.gstacks.bench.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a bench has found so far. It fills while the bench runs, so that a run that ends early still
 * tells what it saw.
 */
public final class Findings {
  private final Map<String, Object> conditions = new LinkedHashMap<>();
  private final Map<String, Double> metrics = new LinkedHashMap<>();
  private final List<String> pictures = new ArrayList<>();

  public Findings condition(String name, Object value) {
    conditions.put(name, value);
    return this;
  }

  public Findings conditions(Map<String, ?> more) {
    conditions.putAll(more);
    return this;
  }

  public Findings metric(String name, double value) {
    metrics.put(name, value);
    return this;
  }

  /** The usual figures of a set of times, as {@code <name>_p50_ms} and so on. */
  public Findings times(String name, Samples samples) {
    return metric(name + "_p50_ms", samples.quantile(0.50) / 1e6)
        .metric(name + "_p90_ms", samples.quantile(0.90) / 1e6)
        .metric(name + "_p99_ms", samples.quantile(0.99) / 1e6)
        .metric(name + "_max_ms", samples.quantile(1) / 1e6);
  }

  public Findings picture(String text) {
    pictures.add(text);
    return this;
  }

  public Map<String, Object> conditions() {
    return Collections.unmodifiableMap(conditions);
  }

  public Map<String, Double> metrics() {
    return Collections.unmodifiableMap(metrics);
  }

  public List<String> pictures() {
    return Collections.unmodifiableList(pictures);
  }
}
