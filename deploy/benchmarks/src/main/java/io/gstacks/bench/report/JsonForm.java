package io.gstacks.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;

/** A report as one object on one line, for programs. */
public final class JsonForm {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonForm() {}

  public static String of(Report report) {
    var root = JSON.createObjectNode().put("name", report.name());
    root.set("conditions", JSON.valueToTree(report.conditions()));
    var metrics = root.putObject("metrics");
    report.metrics().forEach((name, value) -> put(metrics, name, value));
    var marks = root.putArray("marks");
    report.marks().forEach(mark -> put(marks.addObject(), mark));
    report.failure().ifPresent(failure -> root.put("failure", failure));
    try {
      return JSON.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report has values that are no JSON", e);
    }
  }

  private static void put(ObjectNode object, Mark mark) {
    object.put("metric", mark.bound().metric());
    put(object, "value", mark.value().orElse(Double.NaN));
    object.put("op", mark.bound().op().sign());
    put(object, "bound", mark.bound().bound());
    object.put("unit", mark.bound().unit()).put("ok", mark.ok());
  }

  /** Five digits are more than any of these figures is good for; what is no number is null. */
  private static void put(ObjectNode object, String name, double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      object.put(name, Math.round(value));
    } else if (Double.isFinite(value)) {
      object.put(name, new BigDecimal(value).round(new MathContext(5)).doubleValue());
    } else {
      object.putNull(name);
    }
  }
}
