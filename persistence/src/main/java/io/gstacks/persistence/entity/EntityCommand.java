package io.gstacks.persistence.entity;

import io.gstacks.persistence.CborMessage;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * A command to a durable entity. {@link DurableEntity} looks at {@code meta} before the entity
 * does: a foreign tenant is answered as if nothing were there (I6).
 */
public interface EntityCommand<R> extends CborMessage {
  Meta meta();

  ActorRef<R> replyTo();
}
