package io.gstacks.host.fleet;

import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.Resources;
import io.gstacks.host.SandboxId;
import io.gstacks.host.TokenId;
import io.gstacks.host.work.WorkOrder;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.EntityCommand;
import io.gstacks.persistence.entity.Meta;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/** What a host entity is told and asked. */
public sealed interface HostCommand extends EntityCommand<HostReply> {
  // Edges.

  record Get(Meta meta, ActorRef<HostReply> replyTo) implements HostCommand {}

  record SetTags(Meta meta, Set<String> tags, ActorRef<HostReply> replyTo) implements HostCommand {}

  /** {@code lost}: it will not come back, and what it ran is given up with it. */
  record Archive(Meta meta, boolean lost, ActorRef<HostReply> replyTo) implements HostCommand {}

  // Enrolment.

  record Enrol(
      Meta meta,
      TenantId tenant,
      ClusterId cluster,
      TokenId token,
      String publicKey,
      Facts facts,
      ActorRef<HostReply> replyTo)
      implements HostCommand {}

  record LoseToken(Meta meta, TokenId token, ActorRef<HostReply> replyTo) implements HostCommand {}

  // Its session. The epoch says which; another epoch's word does not count.

  record Connect(
      Meta meta,
      Introduction introduction,
      ActorRef<SessionOrder> session,
      ActorRef<HostReply> replyTo)
      implements HostCommand {}

  /** Each second: the session lives. */
  record Alive(
      Meta meta,
      long epoch,
      ActorRef<SessionOrder> session,
      HostCondition condition,
      ActorRef<HostReply> replyTo)
      implements HostCommand {}

  record Disconnect(Meta meta, long epoch, String reason, ActorRef<HostReply> replyTo)
      implements HostCommand {}

  /**
   * A page of what the agent's runtime holds, by its own word. After the last one every older
   * reservation that no page names is asked about (I4).
   */
  record Shown(
      Meta meta, long epoch, List<SandboxId> sandboxes, boolean last, ActorRef<HostReply> replyTo)
      implements HostCommand {}

  /** Workloads that stay nobody's, for the record. */
  record Disown(Meta meta, long epoch, List<Disowned> workloads, ActorRef<HostReply> replyTo)
      implements HostCommand {}

  // Placement.

  /** One event for the whole batch; each item is idempotent by (sandbox, attempt). */
  record ReserveBatch(Meta meta, List<Claim> claims, ActorRef<HostReply> replyTo)
      implements HostCommand {}

  record Release(Meta meta, SandboxId sandbox, long attempt, ActorRef<HostReply> replyTo)
      implements HostCommand {}

  // Work.

  /**
   * To the agent, now, or HostReply.Refused {@code host_disconnected}. Accepted says that it is on
   * its way; what comes of it reaches {@link io.gstacks.host.work.SandboxPort#finished}.
   */
  record Perform(
      Meta meta,
      SandboxId sandbox,
      long attempt,
      long generation,
      String command,
      Duration remaining,
      WorkOrder order,
      ActorRef<HostReply> replyTo)
      implements HostCommand {}

  /** Asks the agent to open the byte stream that {@code order} describes. */
  record OpenChannel(Meta meta, ChannelOrder order, ActorRef<HostReply> replyTo)
      implements HostCommand {}

  // From the entity to itself.

  /** What the sandboxes said of reservations: held here, or not; the rest gave no answer. */
  record LeasesAnswered(
      Meta meta, List<HostEvent.Ref> ours, List<HostEvent.Ref> stale, ActorRef<HostReply> replyTo)
      implements HostCommand {}

  /** These sandboxes know that the host is lost. */
  record LossesAnswered(Meta meta, List<SandboxId> told, ActorRef<HostReply> replyTo)
      implements HostCommand {}

  /** A round of questions is over, whatever was answered. */
  record RoundOver(Meta meta, boolean unanswered, ActorRef<HostReply> replyTo)
      implements HostCommand {}

  /** Looks for what is due. */
  record Wake(Meta meta, ActorRef<HostReply> replyTo) implements HostCommand {}

  /** A wish for room, which becomes a reservation with a lease. */
  record Claim(SandboxId sandbox, TenantId tenant, long attempt, Resources resources) {}

  /** What an agent said of itself in {@code Hello}, checked. */
  record Introduction(
      HostId host,
      TokenOwner owner,
      String bootId,
      Facts facts,
      List<RuntimeHealth> runtimes,
      Set<String> traits,
      Resources capacity,
      int concurrentStarts,
      List<CachedImage> images) {}

  /** Tenant and cluster from the certificate. */
  record TokenOwner(TenantId tenant, ClusterId cluster) {}

  /** What changes by the second. */
  record HostCondition(Telemetry telemetry, List<RuntimeHealth> runtimes) {}
}
