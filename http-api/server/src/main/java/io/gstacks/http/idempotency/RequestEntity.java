package io.gstacks.http.idempotency;

import io.gstacks.http.idempotency.RequestCommand.Answered;
import io.gstacks.http.idempotency.RequestCommand.Begin;
import io.gstacks.http.idempotency.RequestCommand.Busy;
import io.gstacks.http.idempotency.RequestCommand.Extend;
import io.gstacks.http.idempotency.RequestCommand.GetPart;
import io.gstacks.http.idempotency.RequestCommand.GiveUp;
import io.gstacks.http.idempotency.RequestCommand.KeepLast;
import io.gstacks.http.idempotency.RequestCommand.KeepPart;
import io.gstacks.http.idempotency.RequestCommand.Noted;
import io.gstacks.http.idempotency.RequestCommand.Part;
import io.gstacks.http.idempotency.RequestCommand.Refused;
import io.gstacks.http.idempotency.RequestCommand.Run;
import io.gstacks.persistence.Recorded;
import io.gstacks.persistence.entity.Decision;
import io.gstacks.persistence.entity.DurableEntity;
import io.gstacks.persistence.entity.Kept;
import io.gstacks.persistence.entity.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.persistence.typed.javadsl.ReplyEffect;

/**
 * The record of one {@code Idempotency-Key}. It lets one caller at a time run the request, by a
 * lease that lives in memory: after a crash of this entity's node nobody holds it, and whoever asks
 * next runs the request again, with the ids that it had.
 */
public final class RequestEntity
    extends DurableEntity<RequestCommand, RequestEvent, RequestState, RequestCommand.Reply> {
  public static final EntityTypeKey<RequestCommand> KEY =
      EntityTypeKey.create(RequestCommand.class, "Request");

  private Instant leasedUntil = Instant.MIN;

  private RequestEntity(RequestKey id, Clock clock) {
    super(id.value(), new RequestJournal(), clock);
  }

  public static Behavior<RequestCommand> create(RequestKey id, Clock clock) {
    return new RequestEntity(id, clock);
  }

  /** Whoever held the lease held it of an entity that is no more. */
  @Override
  protected void recovered(Kept<RequestState> kept) {
    leasedUntil = Instant.MIN;
  }

  @Override
  protected ReplyEffect<Recorded<RequestEvent>, Kept<RequestState>> on(
      Kept<RequestState> kept, RequestCommand command) {
    return switch (command) {
      case Begin begin -> begin(kept, begin);
      case Extend extend -> lease(extend, clock().instant().plus(extend.lease()));
      case GiveUp giveUp -> lease(giveUp, Instant.MIN);
      case KeepPart(_, var use, var part, var body, _) ->
          keep(kept, command, use, part, new RequestEvent.Part(use, part, body));
      case KeepLast(_, var use, var part, var status, var contentType, var body, _) ->
          keep(kept, command, use, part, new RequestEvent.Answered(use, status, contentType, body));
      case GetPart get -> show(kept, get, now -> part(now.state(), get));
    };
  }

  private ReplyEffect<Recorded<RequestEvent>, Kept<RequestState>> begin(
      Kept<RequestState> kept, Begin begin) {
    var now = clock().instant();
    var wanted =
        new RequestEvent.Began(
            0, begin.fingerprint(), begin.repeatable(), begin.seed(), now.plus(begin.remember()));
    var decision = kept.state().begin(wanted, now);
    var isNew = decision instanceof Decision.Accept(var events) && !events.isEmpty();
    return answer(kept, begin, decision, after -> begun(after.state(), isNew, begin.lease()));
  }

  private RequestCommand.Reply begun(RequestState state, boolean isNew, Duration lease) {
    return switch (state) {
      case RequestState.Unknown _ -> throw new IllegalStateException("nothing was begun");
      case RequestState.Done(var begun, var status, var contentType, var parts) ->
          new Answered(begun.use(), status, contentType, parts.size(), parts.getFirst());
      case RequestState.Running _ when !isNew && isLeased() -> new Busy();
      case RequestState.Running(var begun, _) when !isNew && !begun.repeatable() ->
          new Refused(
              Refusal.conflict(
                  "outcome_unknown",
                  "this request was begun and its answer was lost; it is not run twice"));
      case RequestState.Running(var begun, _) -> {
        leasedUntil = clock().instant().plus(lease);
        yield new Run(begun.use(), begun.seed());
      }
    };
  }

  private ReplyEffect<Recorded<RequestEvent>, Kept<RequestState>> keep(
      Kept<RequestState> kept, RequestCommand command, long use, int part, RequestEvent event) {
    return answer(
        kept,
        command,
        kept.state().answer(use, part, event),
        (Kept<RequestState> _) -> new Noted());
  }

  private ReplyEffect<Recorded<RequestEvent>, Kept<RequestState>> lease(
      RequestCommand command, Instant until) {
    leasedUntil = until;
    return Effect().reply(command.replyTo(), new Noted());
  }

  private boolean isLeased() {
    return clock().instant().isBefore(leasedUntil);
  }

  private static RequestCommand.Reply part(RequestState state, GetPart wanted) {
    return state instanceof RequestState.Done(var begun, _, _, var parts)
            && begun.use() == wanted.use()
            && wanted.part() < parts.size()
        ? new Part(parts.get(wanted.part()))
        : new Refused(Refusal.notFound("part of an answer"));
  }

  @Override
  protected RequestCommand.Reply refused(Refusal refusal) {
    return new Refused(refusal);
  }

  @Override
  protected String noun() {
    return "request";
  }
}
