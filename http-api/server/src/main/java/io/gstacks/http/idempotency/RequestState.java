package io.gstacks.http.idempotency;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.gstacks.persistence.entity.Decision;
import io.gstacks.persistence.entity.Refusal;
import io.gstacks.persistence.sealed.Sealed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The rules of {@code Idempotency-Key}. A key stands for one request, by its fingerprint, until it
 * is forgotten; its answer, once kept, is the answer.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RequestState.Unknown.class, name = "unknown"),
  @JsonSubTypes.Type(value = RequestState.Running.class, name = "running"),
  @JsonSubTypes.Type(value = RequestState.Done.class, name = "done")
})
public sealed interface RequestState {
  static RequestState unknown() {
    return new Unknown();
  }

  /** The key has not been used. */
  record Unknown() implements RequestState {}

  /** It runs, or ran and its answer was lost. {@code parts}: what is kept of the answer so far. */
  record Running(RequestEvent.Began begun, List<Sealed> parts) implements RequestState {
    public Running {
      parts = List.copyOf(parts);
    }
  }

  record Done(RequestEvent.Began begun, int status, String contentType, List<Sealed> parts)
      implements RequestState {
    public Done {
      parts = List.copyOf(parts);
    }
  }

  /** {@code wanted} is the request as it would begin now; its {@code use} does not count. */
  default Decision<RequestEvent> begin(RequestEvent.Began wanted, Instant now) {
    return switch (this) {
      case Unknown _ -> Decision.accept(nth(wanted, 0));
      case Running(var begun, _) -> again(begun, wanted, now);
      case Done(var begun, _, _, _) -> again(begun, wanted, now);
    };
  }

  /** The next part of the answer, the last one with {@code last}. A part that is there stays. */
  default Decision<RequestEvent> answer(long use, int part, RequestEvent event) {
    return switch (this) {
      case Running(var begun, var parts) when begun.use() == use && parts.size() == part ->
          Decision.accept(event);
      case Running(var begun, var parts) when begun.use() == use && parts.size() > part ->
          Decision.already();
      case Done(var begun, _, _, _) when begun.use() == use -> Decision.already();
      case Unknown _, Running _, Done _ ->
          Decision.refuse(
              Refusal.conflict("not_begun", "no such request is waiting for this answer"));
    };
  }

  /** The state after the event. One that does not fit is corruption or a bug, so it throws. */
  default RequestState apply(RequestEvent event) {
    return switch (event) {
      case RequestEvent.Began began -> new Running(began, List.of());
      case RequestEvent.Part(var use, var part, var body)
          when this instanceof Running(var begun, var parts)
              && begun.use() == use
              && parts.size() == part ->
          new Running(begun, plus(parts, body));
      case RequestEvent.Answered(var use, var status, var contentType, var body)
          when this instanceof Running(var begun, var parts) && begun.use() == use ->
          new Done(begun, status, contentType, plus(parts, body));
      case RequestEvent.Part _, RequestEvent.Answered _ ->
          throw new IllegalStateException(event + " does not follow " + this);
    };
  }

  private static Decision<RequestEvent> again(
      RequestEvent.Began begun, RequestEvent.Began wanted, Instant now) {
    if (!now.isBefore(begun.forgottenAt())) {
      return Decision.accept(nth(wanted, begun.use() + 1));
    }
    return begun.fingerprint().equals(wanted.fingerprint())
        ? Decision.already()
        : Decision.refuse(
            new Refusal(
                Refusal.Kind.UNPROCESSABLE,
                "idempotency_key_reused",
                "this Idempotency-Key was used for another request; take a new one",
                false,
                Map.of()));
  }

  private static RequestEvent.Began nth(RequestEvent.Began wanted, long use) {
    return new RequestEvent.Began(
        use, wanted.fingerprint(), wanted.repeatable(), wanted.seed(), wanted.forgottenAt());
  }

  private static List<Sealed> plus(List<Sealed> parts, Sealed part) {
    var more = new ArrayList<>(parts);
    more.add(part);
    return more;
  }
}
