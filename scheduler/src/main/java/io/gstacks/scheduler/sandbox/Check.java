package io.gstacks.scheduler.sandbox;

import io.gstacks.host.SandboxId;
import io.gstacks.host.work.SandboxPort.Claim;
import io.gstacks.persistence.Ulid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Whether a sandbox that counts as running is there. Its host asks whether it holds its reservation
 * when the workload was not in its {@code Hello}, and also when it only lost the note that the
 * lease became a hold. So before anything is concluded the agent is told to start it, which does
 * nothing to one that runs. Lost with the entity's memory: the host then asks again.
 */
final class Check {
  private final SandboxId id;
  private final List<ActorRef<SandboxCommand.Reply>> askers = new ArrayList<>(1);
  private Optional<String> command = Optional.empty();

  Check(SandboxId id) {
    this.id = id;
  }

  /** The command to send; the same one while it is open. */
  String begin(ActorRef<SandboxCommand.Reply> asker) {
    askers.clear();
    askers.add(asker);
    var open = command.orElseGet(() -> "chk_" + id.value().substring(4) + "_" + Ulid.next());
    command = Optional.of(open);
    return open;
  }

  boolean is(String other) {
    return command.map(other::equals).orElse(false);
  }

  /** The reservation is held in any case; what the check found is in the journal by now. */
  void end() {
    askers.forEach(asker -> asker.tell(new SandboxCommand.Claimed(Claim.OURS, Optional.empty())));
    askers.clear();
    command = Optional.empty();
  }
}
