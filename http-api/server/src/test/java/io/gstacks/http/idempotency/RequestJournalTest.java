package io.gstacks.http.idempotency;

import io.gstacks.persistence.testkit.StoredForm;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestJournalTest {
  private static final StoredForm FORM = StoredForm.of(new RequestJournal());
  private static final RequestEvent.Began BEGAN = RequestStateTest.began(1, "f00d");
  private static final RequestEvent.Part PART = new RequestEvent.Part(1, 0, RequestStateTest.BODY);
  private static final RequestEvent.Answered ANSWERED =
      new RequestEvent.Answered(1, 201, "application/json", RequestStateTest.BODY);

  @Test
  void keepsItsStoredForm() {
    FORM.pins(
        BEGAN,
        "request.began/1",
        """
        {"use":1,"fingerprint":"f00d","repeatable":true,\
        "seed":"1:01kd4x7a9bqv3m5n6p8r0s2t4w:AAAA","forgotten_at":"2026-01-03T12:00:00Z"}\
        """);
    FORM.pins(
        PART,
        "request.answer-part/1",
        """
        {"use":1,"part":0,"body":"1:01kd4x7a9bqv3m5n6p8r0s2t4w:BBBB"}\
        """);
    FORM.pins(
        ANSWERED,
        "request.answered/1",
        """
        {"use":1,"status":201,"content_type":"application/json",\
        "body":"1:01kd4x7a9bqv3m5n6p8r0s2t4w:BBBB"}\
        """);
    FORM.everyEventHasASample(List.of(BEGAN, PART, ANSWERED));
  }

  @Test
  void keepsTheStoredFormOfItsState() {
    FORM.pinsState(RequestState.unknown(), "request.state/1", "{\"type\":\"unknown\"}");
    FORM.pinsState(
        RequestState.unknown().apply(BEGAN),
        "request.state/1",
        """
        {"type":"running","begun":{"use":1,"fingerprint":"f00d","repeatable":true,\
        "seed":"1:01kd4x7a9bqv3m5n6p8r0s2t4w:AAAA","forgotten_at":"2026-01-03T12:00:00Z"},\
        "parts":[]}\
        """);
    FORM.pinsState(
        RequestState.unknown().apply(BEGAN).apply(ANSWERED),
        "request.state/1",
        """
        {"type":"done","begun":{"use":1,"fingerprint":"f00d","repeatable":true,\
        "seed":"1:01kd4x7a9bqv3m5n6p8r0s2t4w:AAAA","forgotten_at":"2026-01-03T12:00:00Z"},\
        "status":201,"content_type":"application/json",\
        "parts":["1:01kd4x7a9bqv3m5n6p8r0s2t4w:BBBB"]}\
        """);
  }
}
