package io.gstacks.host.tenant;

import io.gstacks.host.KeyId;
import io.gstacks.host.tenant.KeyCommand.Accepted;
import io.gstacks.host.tenant.KeyCommand.KeyView;
import io.gstacks.host.tenant.KeyCommand.Refused;
import io.gstacks.persistence.Recorded;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.DurableEntity;
import io.gstacks.persistence.entity.Kept;
import io.gstacks.persistence.entity.Meta;
import io.gstacks.persistence.entity.Refusal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.persistence.typed.javadsl.ReplyEffect;

/** The shell around {@link Key}. */
public final class KeyEntity extends DurableEntity<KeyCommand, KeyEvent, Key, KeyCommand.Reply> {
  public static final EntityTypeKey<KeyCommand> KEY =
      EntityTypeKey.create(KeyCommand.class, KeyJournal.ENTITY);

  private final KeyId id;
  private final Runnable leave;

  private KeyEntity(KeyId id, Clock clock, Runnable leave) {
    super(id.value(), new KeyJournal(), clock);
    this.id = id;
    this.leave = leave;
  }

  /** {@code leave} is called when no key by this id was found: nothing to stay for. */
  public static Behavior<KeyCommand> create(KeyId id, Clock clock, Runnable leave) {
    return new KeyEntity(id, clock, leave);
  }

  @Override
  protected ReplyEffect<Recorded<KeyEvent>, Kept<Key>> on(Kept<Key> kept, KeyCommand command) {
    var key = kept.state();
    var now = clock().instant();
    return switch (command) {
      case KeyCommand.Create(_, var tenant, var name, var role, var hash, _) ->
          answer(
              kept,
              command,
              key.create(new KeyEvent.Created(id, tenant, name, role, hash, now)),
              KeyEntity::describe);
      case KeyCommand.Check(_, var hash, _) ->
          answer(kept, command, key.check(hash), KeyEntity::describe);
      case KeyCommand.Revoke _ -> answer(kept, command, key.revoke(now), KeyEntity::describe);
      case KeyCommand.Get _ -> show(kept, command, KeyEntity::describe);
    };
  }

  private static KeyCommand.Reply describe(Kept<Key> kept) {
    return switch (kept.state()) {
      case Key.Present(var id, var tenant, var name, var role, _, var createdAt, var revokedAt) ->
          new Accepted(new KeyView(id, tenant, name, role, createdAt, revokedAt));
      case Key.Absent _ -> new Refused(Refusal.notFound("key"));
    };
  }

  @Override
  protected Optional<TenantId> owner(Meta meta, List<KeyEvent> events) {
    return events.stream()
        .filter(KeyEvent.Created.class::isInstance)
        .map(event -> ((KeyEvent.Created) event).tenant())
        .findFirst();
  }

  @Override
  protected KeyCommand.Reply refused(Refusal refusal) {
    return new Refused(refusal);
  }

  @Override
  protected String noun() {
    return "key";
  }

  @Override
  protected void leave() {
    leave.run();
  }
}
