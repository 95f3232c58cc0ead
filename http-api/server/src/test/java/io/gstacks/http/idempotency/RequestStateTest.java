package io.gstacks.http.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gstacks.persistence.entity.Decision;
import io.gstacks.persistence.sealed.Sealed;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestStateTest {
  static final Sealed SEED = new Sealed("1:01kd4x7a9bqv3m5n6p8r0s2t4w:AAAA");
  static final Sealed BODY = new Sealed("1:01kd4x7a9bqv3m5n6p8r0s2t4w:BBBB");
  static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

  @Test
  void theFirstRequestBegins() {
    assertThat(RequestState.unknown().begin(began(0, "one"), NOON))
        .isEqualTo(Decision.accept(began(0, "one")));
  }

  @Test
  void theSameRequestIsKnown() {
    assertThat(running().begin(began(0, "one"), NOON)).isEqualTo(Decision.already());
    assertThat(done().begin(began(0, "one"), NOON)).isEqualTo(Decision.already());
  }

  @Test
  void anotherRequestIsRefused() {
    assertThat(refusalCode(running().begin(began(0, "two"), NOON)))
        .isEqualTo("idempotency_key_reused");
    assertThat(refusalCode(done().begin(began(0, "two"), NOON)))
        .isEqualTo("idempotency_key_reused");
  }

  @Test
  void aKeyIsForgottenInTime() {
    var tomorrow = began(0, "one").forgottenAt();

    assertThat(done().begin(began(0, "two"), tomorrow.minusMillis(1)))
        .isInstanceOf(Decision.Refuse.class);
    assertThat(done().begin(began(0, "two"), tomorrow)).isEqualTo(Decision.accept(began(1, "two")));
  }

  @Test
  void anAnswerIsKeptPartByPart() {
    var part = new RequestEvent.Part(0, 0, BODY);
    var last = new RequestEvent.Answered(0, 201, "application/json", BODY);
    var begun = running();

    assertThat(begun.answer(0, 0, part)).isEqualTo(Decision.accept(part));
    var half = begun.apply(part);
    assertThat(half.answer(0, 0, part)).isEqualTo(Decision.already());
    assertThat(half.answer(0, 1, last)).isEqualTo(Decision.accept(last));
    assertThat(half.apply(last))
        .isEqualTo(
            new RequestState.Done(began(0, "one"), 201, "application/json", List.of(BODY, BODY)));
  }

  @Test
  void theFirstAnswerStands() {
    var other = new RequestEvent.Answered(0, 409, "application/json", SEED);

    assertThat(done().answer(0, 0, other)).isEqualTo(Decision.already());
  }

  @Test
  void anAnswerOfAnEarlierUseIsTooLate() {
    var second = done().apply(began(1, "two"));

    assertThat(second.answer(0, 0, new RequestEvent.Answered(0, 201, "", BODY)))
        .isInstanceOf(Decision.Refuse.class);
  }

  @Test
  void anEventThatDoesNotFollowIsRefusedLoudly() {
    assertThatThrownBy(() -> RequestState.unknown().apply(new RequestEvent.Part(0, 0, BODY)))
        .isInstanceOf(IllegalStateException.class);
  }

  static RequestEvent.Began began(long use, String fingerprint) {
    return new RequestEvent.Began(use, fingerprint, true, SEED, NOON.plusSeconds(86_400));
  }

  private static RequestState running() {
    return RequestState.unknown().apply(began(0, "one"));
  }

  private static RequestState done() {
    return running().apply(new RequestEvent.Answered(0, 201, "application/json", BODY));
  }

  private static String refusalCode(Decision<RequestEvent> decision) {
    return decision instanceof Decision.Refuse(var refusal) ? refusal.code() : "";
  }
}
