package io.gstacks.host.authority;

import io.gstacks.persistence.CborMessage;
import io.gstacks.persistence.entity.EntityCommand;
import io.gstacks.persistence.entity.Meta;
import io.gstacks.persistence.entity.Refusal;
import org.apache.pekko.actor.typed.ActorRef;

/** What the authority's entity is asked. */
public sealed interface AuthorityCommand extends EntityCommand<AuthorityCommand.Reply> {
  /** Answered with the material that stands, which may be another's. */
  record Establish(Meta meta, AuthorityMaterial material, ActorRef<Reply> replyTo)
      implements AuthorityCommand {}

  record Get(Meta meta, ActorRef<Reply> replyTo) implements AuthorityCommand {}

  sealed interface Reply extends CborMessage {}

  record Established(AuthorityMaterial material) implements Reply {}

  record Refused(Refusal refusal) implements Reply {}
}
