package io.gstacks.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.cli.api.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void alignsColumnsAndCutsNothing() {
    var longId = "sbx_01k0000000000000000000000a".repeat(3);
    var table =
        Table.of(
            List.of(Column.field("id"), Column.field("name"), Column.time("CREATED", "at")),
            List.of(
                Json.object()
                    .put("id", "a")
                    .put("name", "größe")
                    .put("at", "2026-01-01T00:00:00.123Z"),
                Json.object().put("id", longId)));

    assertThat(table.lines())
        .containsExactly(
            "ID" + " ".repeat(90) + "NAME   CREATED",
            "a" + " ".repeat(91) + "größe  2026-01-01T00:00:00Z",
            longId + "  -      -");
  }

  @Test
  void detailsShowEveryValueWithItsPath() {
    var document =
        Json.lenient(
            """
            {"id":"hst_1","tags":["a","b"],"capacity":{"cpu_millis":4000},"reason":null,
             "runtimes":[{"name":"docker","healthy":true}],"fields":{}}\
            """);

    assertThat(Table.details(document).lines())
        .containsExactly(
            "id                   hst_1",
            "tags                 a,b",
            "capacity.cpu_millis  4000",
            "reason               -",
            "runtimes[0]          name=docker healthy=true",
            "fields               -");
  }

  @Test
  void controlCharactersDoNotReachTheTerminal() {
    assertThat(Cells.plain("a\u001b[31mred\r\n\u202Eb")).isEqualTo("a?[31mred???b");
  }
}
