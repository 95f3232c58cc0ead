package io.gstacks.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.function.Function;

/** A heading and the cell below it for each record. */
public record Column(String heading, Function<JsonNode, String> cell) {
  /** The value of a field, the heading being its name. */
  public static Column field(String name) {
    return field(name.toUpperCase(Locale.ROOT), name);
  }

  public static Column field(String heading, String name) {
    return new Column(heading, record -> Cells.of(record.path(name)));
  }

  /** An instant without its fraction. */
  public static Column time(String heading, String name) {
    return new Column(
        heading, record -> Cells.of(record.path(name)).replaceFirst("\\.\\d+Z$", "Z"));
  }
}
