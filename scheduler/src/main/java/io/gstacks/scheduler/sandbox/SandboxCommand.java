package io.gstacks.scheduler.sandbox;

import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.work.SandboxPort;
import io.gstacks.host.work.WorkOutcome;
import io.gstacks.host.work.Workload;
import io.gstacks.persistence.CborMessage;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.EntityCommand;
import io.gstacks.persistence.entity.Meta;
import io.gstacks.persistence.entity.Refusal;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/** What a sandbox's entity is told and asked. */
public sealed interface SandboxCommand extends EntityCommand<SandboxCommand.Reply> {
  // Edges.

  record Create(Meta meta, TenantId tenant, SandboxSpec spec, ActorRef<Reply> replyTo)
      implements SandboxCommand {}

  record Get(Meta meta, ActorRef<Reply> replyTo) implements SandboxCommand {}

  /** Answers when the status is no longer on its way (running, stopped, error, archived). */
  record AwaitSettled(Meta meta, ActorRef<Reply> replyTo) implements SandboxCommand {}

  record Start(Meta meta, ActorRef<Reply> replyTo) implements SandboxCommand {}

  record Stop(Meta meta, ActorRef<Reply> replyTo) implements SandboxCommand {}

  record Archive(Meta meta, ActorRef<Reply> replyTo) implements SandboxCommand {}

  /** Archive, and the workspace and the place in lists go too. */
  record Purge(Meta meta, ActorRef<Reply> replyTo) implements SandboxCommand {}

  // Placement.

  record Placed(Meta meta, long attempt, HostId host, ActorRef<Reply> replyTo)
      implements SandboxCommand {}

  /** Nothing takes it: {@code no_eligible_host} with the count that each filter removed. */
  record Unplaceable(
      Meta meta,
      long attempt,
      String message,
      Map<String, Integer> filters,
      ActorRef<Reply> replyTo)
      implements SandboxCommand {}

  /** Nothing has room now; it waits in the queue, where {@code position} 1 is the next. */
  record Queued(Meta meta, long attempt, String message, int position, ActorRef<Reply> replyTo)
      implements SandboxCommand {}

  // Its host.

  record Finished(
      Meta meta,
      HostId host,
      String command,
      long generation,
      WorkOutcome outcome,
      ActorRef<Reply> replyTo)
      implements SandboxCommand {}

  record Changed(Meta meta, HostId host, Workload workload, ActorRef<Reply> replyTo)
      implements SandboxCommand {}

  record Rediscovered(
      Meta meta, HostId host, ClusterId cluster, Workload workload, ActorRef<Reply> replyTo)
      implements SandboxCommand {}

  record Holds(Meta meta, HostId host, long attempt, ActorRef<Reply> replyTo)
      implements SandboxCommand {}

  record HostLost(Meta meta, HostId host, long attempt, ActorRef<Reply> replyTo)
      implements SandboxCommand {}

  record Progress(Meta meta, HostId host, String step, String detail, ActorRef<Reply> replyTo)
      implements SandboxCommand {}

  // Its own errands, come back.

  /**
   * The host's entity did not take an order. {@code sentBefore}: it was sent earlier too, and may
   * have been taken then.
   */
  record Declined(
      Meta meta, String command, Refusal refusal, boolean sentBefore, ActorRef<Reply> replyTo)
      implements SandboxCommand {}

  record Released(Meta meta, HostId host, long attempt, ActorRef<Reply> replyTo)
      implements SandboxCommand {}

  /** A host that its workload was found on has reserved for it. */
  record Adopted(Meta meta, HostId host, long attempt, ActorRef<Reply> replyTo)
      implements SandboxCommand {}

  /** The archive or purge that {@code meta} asked for, now that its host was looked at. */
  record ArchiveChecked(Meta meta, boolean purge, HostPresence host, ActorRef<Reply> replyTo)
      implements SandboxCommand {}

  /** A rediscovery, now that the host of the record was looked at. */
  record RediscoveryChecked(
      Meta meta,
      HostId host,
      ClusterId cluster,
      Workload workload,
      boolean recordedIsAway,
      ActorRef<Reply> replyTo)
      implements SandboxCommand {}

  /** Looks for what is due. */
  record Wake(Meta meta, ActorRef<Reply> replyTo) implements SandboxCommand {}

  sealed interface Reply extends CborMessage {}

  record Accepted(SandboxView sandbox) implements Reply {}

  record Refused(Refusal refusal) implements Reply {}

  record Noted() implements Reply {}

  record Claimed(SandboxPort.Claim claim, Optional<String> why) implements Reply {}
}
