package io.gstacks.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import io.gstacks.cli.api.Answer;
import io.gstacks.cli.api.Pages;
import io.gstacks.cli.api.ServerSentEvent;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Function;

/** Standard output in the form that was asked for. */
public final class Output {
  /** For people, for programs, and for {@code $(...)}. */
  public enum Form {
    TABLE,
    JSON,
    IDS
  }

  private final Form form;
  private final PrintStream out;

  public Output(Form form, PrintStream out) {
    this.form = form;
    this.out = out;
  }

  public Form form() {
    return form;
  }

  public void list(Pages pages, List<Column> columns) {
    switch (form) {
      case TABLE -> out.print(Table.of(columns, pages.items()));
      case JSON -> out.println(pages.document());
      case IDS -> pages.items().forEach(this::id);
    }
  }

  /** One record as a row, for what was just made or changed. */
  public void row(Answer answer, List<Column> columns) {
    switch (form) {
      case TABLE -> out.print(Table.of(columns, List.of(answer.json())));
      case JSON -> out.println(answer.text().strip());
      case IDS -> id(answer.json());
    }
  }

  /** One record with all of its values. */
  public void details(Answer answer) {
    switch (form) {
      case TABLE -> out.print(Table.details(answer.json()));
      case JSON -> out.println(answer.text().strip());
      case IDS -> id(answer.json());
    }
  }

  /** A sentence for people, or the document it is about. */
  public void said(String sentence, JsonNode document) {
    switch (form) {
      case TABLE -> out.println(sentence);
      case JSON -> out.println(document);
      case IDS -> id(document);
    }
  }

  /** One event of a stream, at once. False when nobody reads any more (a closed pipe). */
  public boolean event(ServerSentEvent event, Function<JsonNode, String> words) {
    out.println(form == Form.JSON ? event.line() : words.apply(event.json()));
    return !out.checkError();
  }

  private void id(JsonNode record) {
    var id =
        record.path("id").asText(record.path("reference").asText(record.path("name").asText("")));
    if (!id.isEmpty()) {
      out.println(id);
    }
  }
}
