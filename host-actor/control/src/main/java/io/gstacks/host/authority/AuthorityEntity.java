package io.gstacks.host.authority;

import io.gstacks.host.authority.AuthorityCommand.Established;
import io.gstacks.host.authority.AuthorityCommand.Refused;
import io.gstacks.persistence.Recorded;
import io.gstacks.persistence.entity.DurableEntity;
import io.gstacks.persistence.entity.Kept;
import io.gstacks.persistence.entity.Refusal;
import java.time.Clock;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.persistence.typed.javadsl.ReplyEffect;

/** The shell around {@link AuthorityState}. There is one, {@value #ID}. */
public final class AuthorityEntity
    extends DurableEntity<
        AuthorityCommand, AuthorityEvent, AuthorityState, AuthorityCommand.Reply> {
  public static final String ID = "installation";
  public static final EntityTypeKey<AuthorityCommand> KEY =
      EntityTypeKey.create(AuthorityCommand.class, AuthorityJournal.ENTITY);

  private AuthorityEntity(Clock clock) {
    super(ID, new AuthorityJournal(), clock);
  }

  public static Behavior<AuthorityCommand> create(Clock clock) {
    return new AuthorityEntity(clock);
  }

  @Override
  protected ReplyEffect<Recorded<AuthorityEvent>, Kept<AuthorityState>> on(
      Kept<AuthorityState> kept, AuthorityCommand command) {
    return switch (command) {
      case AuthorityCommand.Establish(_, var material, _) ->
          answer(
              kept,
              command,
              kept.state().establish(material, clock().instant()),
              AuthorityEntity::describe);
      case AuthorityCommand.Get _ -> show(kept, command, AuthorityEntity::describe);
    };
  }

  private static AuthorityCommand.Reply describe(Kept<AuthorityState> kept) {
    return switch (kept.state()) {
      case AuthorityState.Present(var material) -> new Established(material);
      case AuthorityState.Absent _ -> new Refused(Refusal.notFound("authority"));
    };
  }

  @Override
  protected AuthorityCommand.Reply refused(Refusal refusal) {
    return new Refused(refusal);
  }

  @Override
  protected String noun() {
    return "authority";
  }
}
