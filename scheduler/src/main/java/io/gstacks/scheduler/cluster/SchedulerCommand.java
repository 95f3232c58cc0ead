package io.gstacks.scheduler.cluster;

import io.gstacks.host.HostId;
import io.gstacks.host.SandboxId;
import io.gstacks.host.fleet.HostAnnouncement;
import io.gstacks.host.fleet.HostReply;
import io.gstacks.persistence.CborMessage;
import io.gstacks.scheduler.sandbox.HostWanted;
import java.util.List;
import java.util.Optional;

/** What a cluster's scheduler is told. Nothing is answered but by Placed, Queued, Unplaceable. */
public sealed interface SchedulerCommand {
  /** What comes from other nodes. */
  sealed interface Remote extends SchedulerCommand, CborMessage {}

  record Announce(HostAnnouncement host) implements Remote {}

  record Place(HostWanted wanted) implements Remote {}

  /** The sandbox looks for no host any more. */
  record Withdraw(SandboxId sandbox) implements Remote {}

  record StartEnded(SandboxId sandbox) implements Remote {}

  /** What it tells itself. */
  sealed interface Own extends SchedulerCommand {}

  /** All that came before it is placed together. */
  record Flush() implements Own {}

  record Tick() implements Own {}

  /** How many hosts should be heard of; empty when nobody knows. */
  record Counted(Optional<Integer> connected) implements Own {}

  /** What a host said to a batch; empty when it said nothing in time. */
  record Answered(HostId host, List<Request> batch, Optional<HostReply.Reserved> reply)
      implements Own {
    public Answered {
      batch = List.copyOf(batch);
    }
  }
}
