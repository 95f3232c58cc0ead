package io.gstacks.http.idempotency;

import io.gstacks.persistence.CborMessage;
import io.gstacks.persistence.entity.EntityCommand;
import io.gstacks.persistence.entity.Meta;
import io.gstacks.persistence.entity.Refusal;
import io.gstacks.persistence.sealed.Sealed;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorRef;

/** What a request's record is asked. */
public sealed interface RequestCommand extends EntityCommand<RequestCommand.Reply> {
  /** May I run it? {@code lease}: for how long, unless {@link Extend}ed. */
  record Begin(
      Meta meta,
      String fingerprint,
      boolean repeatable,
      Sealed seed,
      Duration remember,
      Duration lease,
      ActorRef<Reply> replyTo)
      implements RequestCommand {}

  /** It still runs. */
  record Extend(Meta meta, long use, Duration lease, ActorRef<Reply> replyTo)
      implements RequestCommand {}

  /** It came to nothing that is worth keeping: the next may run it at once. */
  record GiveUp(Meta meta, long use, ActorRef<Reply> replyTo) implements RequestCommand {}

  record KeepPart(Meta meta, long use, int part, Sealed body, ActorRef<Reply> replyTo)
      implements RequestCommand {}

  record KeepLast(
      Meta meta,
      long use,
      int part,
      int status,
      String contentType,
      Sealed body,
      ActorRef<Reply> replyTo)
      implements RequestCommand {}

  record GetPart(Meta meta, long use, int part, ActorRef<Reply> replyTo)
      implements RequestCommand {}

  sealed interface Reply extends CborMessage {}

  /** Run it, with what follows from this seed. */
  record Run(long use, Sealed seed) implements Reply {}

  /** Another runs it. */
  record Busy() implements Reply {}

  /** It has been answered: in {@code parts} parts, this is the first. */
  record Answered(long use, int status, String contentType, int parts, Sealed first)
      implements Reply {}

  record Part(Sealed body) implements Reply {}

  record Noted() implements Reply {}

  record Refused(Refusal refusal) implements Reply {}
}
