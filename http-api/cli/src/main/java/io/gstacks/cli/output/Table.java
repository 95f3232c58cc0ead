package io.gstacks.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows under headings, aligned by spaces. Nothing is cut: an id that is half shown is of no use,
 * and programs read tables too.
 */
public final class Table {
  private static final String GAP = "  ";

  private Table() {}

  public static String of(List<Column> columns, List<JsonNode> records) {
    var rows = new ArrayList<List<String>>();
    rows.add(columns.stream().map(Column::heading).toList());
    records.forEach(
        record -> rows.add(columns.stream().map(column -> column.cell().apply(record)).toList()));
    return aligned(rows);
  }

  /** One record, a line for each of its values. */
  public static String details(JsonNode document) {
    return aligned(
        Cells.flat(document).stream()
            .map(line -> List.of(line.getKey(), line.getValue()))
            .toList());
  }

  static String aligned(List<List<String>> rows) {
    int columns = rows.isEmpty() ? 0 : rows.getFirst().size();
    var widths =
        IntStream.range(0, columns)
            .map(column -> rows.stream().mapToInt(row -> width(row.get(column))).max().orElse(0))
            .toArray();
    var text = new StringBuilder();
    for (var row : rows) {
      var line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        var cell = row.get(i);
        line.append(cell).append(" ".repeat(widths[i] - width(cell))).append(GAP);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
