package io.gstacks.cli.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SseParserTest {
  @Test
  void readsIdNameAndData() {
    assertThat(parse("id: 1-7-9", "event: sandbox.started", "data: {\"a\":1}", ""))
        .containsExactly(new ServerSentEvent("1-7-9", "sandbox.started", "{\"a\":1}"));
  }

  @Test
  void joinsLinesOfData() {
    assertThat(parse("data: one", "data:two", "data", ""))
        .containsExactly(new ServerSentEvent("", "message", "one\ntwo\n"));
  }

  @Test
  void keepsTheIdForTheEventsAfterIt() {
    assertThat(parse("id: 5", "data: a", "", "data: b", ""))
        .extracting(ServerSentEvent::id)
        .containsExactly("5", "5");
  }

  @Test
  void heartbeatsAndUnknownFieldsAreNoEvents() {
    assertThat(parse(": heartbeat", "", "retry: 100", "", "event: lonely", "")).isEmpty();
  }

  @Test
  void onlyOneSpaceAfterTheColonIsNotData() {
    assertThat(parse("data:   indented", "").getFirst().data()).isEqualTo("  indented");
  }

  @Test
  void aLineForProgramsCarriesTheNameOfTheEvent() {
    assertThat(new ServerSentEvent("1", "stdout", "{\"data\":\"hi\"}").line())
        .isEqualTo("{\"event\":\"stdout\",\"data\":\"hi\"}");
    assertThat(new ServerSentEvent("1", "x", "{\"event\":\"y\"}").line())
        .isEqualTo("{\"event\":\"y\"}");
    assertThat(new ServerSentEvent("1", "log", "plain").line())
        .isEqualTo("{\"event\":\"log\",\"data\":\"plain\"}");
  }

  private static List<ServerSentEvent> parse(String... lines) {
    var parser = new SseParser("");
    return Stream.of(lines).map(parser::accept).flatMap(Optional::stream).toList();
  }
}
