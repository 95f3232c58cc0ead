package io.gstacks.host.tenant;

import io.gstacks.host.tenant.TenantCommand.Accepted;
import io.gstacks.host.tenant.TenantCommand.Refused;
import io.gstacks.host.tenant.TenantCommand.TenantView;
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

/** The shell around {@link Tenant}. A tenant's record is its own. */
public final class TenantEntity
    extends DurableEntity<TenantCommand, TenantEvent, Tenant, TenantCommand.Reply> {
  public static final EntityTypeKey<TenantCommand> KEY =
      EntityTypeKey.create(TenantCommand.class, TenantJournal.ENTITY);

  private final TenantId id;
  private final Runnable leave;

  private TenantEntity(TenantId id, Clock clock, Runnable leave) {
    super(id.value(), new TenantJournal(), clock);
    this.id = id;
    this.leave = leave;
  }

  /**
   * {@code leave} is called when nobody by this id was found: the entity has nothing to stay for.
   */
  public static Behavior<TenantCommand> create(TenantId id, Clock clock, Runnable leave) {
    return new TenantEntity(id, clock, leave);
  }

  @Override
  protected ReplyEffect<Recorded<TenantEvent>, Kept<Tenant>> on(
      Kept<Tenant> kept, TenantCommand command) {
    var tenant = kept.state();
    return switch (command) {
      case TenantCommand.Create(_, var name, _) ->
          answer(kept, command, tenant.create(id, name, clock().instant()), TenantEntity::describe);
      case TenantCommand.ClaimName(_, var kind, var name, var holder, _) ->
          answer(kept, command, tenant.claim(kind, name, holder), TenantEntity::describe);
      case TenantCommand.Get _ -> show(kept, command, TenantEntity::describe);
    };
  }

  private static TenantCommand.Reply describe(Kept<Tenant> kept) {
    return switch (kept.state()) {
      case Tenant.Present(var id, var name, var createdAt, var names) ->
          new Accepted(new TenantView(id, name, createdAt, names));
      case Tenant.Absent _ -> new Refused(Refusal.notFound("tenant"));
    };
  }

  @Override
  protected Optional<TenantId> owner(Meta meta, List<TenantEvent> events) {
    return Optional.of(id);
  }

  @Override
  protected TenantCommand.Reply refused(Refusal refusal) {
    return new Refused(refusal);
  }

  @Override
  protected String noun() {
    return "tenant";
  }

  @Override
  protected void leave() {
    leave.run();
  }
}
