package io.gstacks.host.cluster;

import io.gstacks.host.ClusterId;
import io.gstacks.host.cluster.ClusterCommand.Accepted;
import io.gstacks.host.cluster.ClusterCommand.ClusterView;
import io.gstacks.host.cluster.ClusterCommand.Refused;
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

/** The shell around {@link Cluster}. */
public final class ClusterEntity
    extends DurableEntity<ClusterCommand, ClusterEvent, Cluster, ClusterCommand.Reply> {
  public static final EntityTypeKey<ClusterCommand> KEY =
      EntityTypeKey.create(ClusterCommand.class, ClusterJournal.ENTITY);

  private final ClusterId id;
  private final Runnable leave;

  private ClusterEntity(ClusterId id, Clock clock, Runnable leave) {
    super(id.value(), new ClusterJournal(), clock);
    this.id = id;
    this.leave = leave;
  }

  /** {@code leave} is called when no cluster by this id was found: nothing to stay for. */
  public static Behavior<ClusterCommand> create(ClusterId id, Clock clock, Runnable leave) {
    return new ClusterEntity(id, clock, leave);
  }

  @Override
  protected ReplyEffect<Recorded<ClusterEvent>, Kept<Cluster>> on(
      Kept<Cluster> kept, ClusterCommand command) {
    return switch (command) {
      case ClusterCommand.Create(_, var tenant, var name, var kind, _) ->
          answer(
              kept,
              command,
              kept.state()
                  .create(new ClusterEvent.Created(id, tenant, name, kind, clock().instant())),
              ClusterEntity::describe);
      case ClusterCommand.Get _ -> show(kept, command, ClusterEntity::describe);
    };
  }

  private static ClusterCommand.Reply describe(Kept<Cluster> kept) {
    return switch (kept.state()) {
      case Cluster.Present(var id, var tenant, var name, var kind, var createdAt) ->
          new Accepted(new ClusterView(id, tenant, name, kind, createdAt));
      case Cluster.Absent _ -> new Refused(Refusal.notFound("cluster"));
    };
  }

  @Override
  protected Optional<TenantId> owner(Meta meta, List<ClusterEvent> events) {
    return events.stream()
        .map(event ->
            switch (event) {
              case ClusterEvent.Created created -> created.tenant();
            })
        .findFirst();
  }

  @Override
  protected ClusterCommand.Reply refused(Refusal refusal) {
    return new Refused(refusal);
  }

  @Override
  protected String noun() {
    return "cluster";
  }

  @Override
  protected void leave() {
    leave.run();
  }
}
