package io.gstacks.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** JSON values as text for people. */
public final class Cells {
  public static final String NONE = "-";

  private Cells() {}

  /** Text as it is, lists with commas, objects as {@code key=value}, nothing as a dash. */
  public static String of(JsonNode value) {
    var text =
        switch (value.getNodeType()) {
          case NULL, MISSING -> NONE;
          case ARRAY -> joined(value);
          case OBJECT -> pairs(value);
          case STRING, NUMBER, BOOLEAN, BINARY, POJO -> value.asText();
        };
    return text.isEmpty() ? NONE : plain(text);
  }

  /**
   * Without control characters: names and messages come from elsewhere and must not move the cursor
   * or colour the terminal.
   */
  public static String plain(String text) {
    var plain = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }

  private static String joined(JsonNode array) {
    var parts = new ArrayList<String>();
    array.forEach(it -> parts.add(of(it)));
    return String.join(",", parts);
  }

  private static String pairs(JsonNode object) {
    return String.join(
        " ",
        object.properties().stream()
            .map(field -> field.getKey() + "=" + of(field.getValue()))
            .toList());
  }

  /** Every value of a document with the path to it: {@code capacity.cpu_millis}. */
  static List<Map.Entry<String, String>> flat(JsonNode document) {
    var lines = new ArrayList<Map.Entry<String, String>>();
    flatten("", document, lines);
    return lines;
  }

  private static void flatten(String path, JsonNode node, List<Map.Entry<String, String>> into) {
    var nested = node.isArray() && !node.isEmpty() && node.get(0).isObject();
    if (node.isObject() && !node.isEmpty()) {
      var prefix = path.isEmpty() ? "" : path + ".";
      node.properties().forEach(field -> flatten(prefix + field.getKey(), field.getValue(), into));
    } else if (nested) {
      for (int i = 0; i < node.size(); i++) {
        into.add(Map.entry(path + "[" + i + "]", of(node.get(i))));
      }
    } else {
      into.add(Map.entry(path, of(node)));
    }
  }
}
