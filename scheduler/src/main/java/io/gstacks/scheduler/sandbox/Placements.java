package io.gstacks.scheduler.sandbox;

import io.gstacks.host.ClusterId;
import io.gstacks.host.SandboxId;

/** What sandboxes tell the scheduler of their cluster. Any of it may be lost. */
public interface Placements {
  void place(HostWanted request);

  /** It looks for no host any more. */
  void withdraw(ClusterId cluster, SandboxId sandbox);

  /** Its first start on a host is over, well or badly, so that the host may begin another. */
  void startEnded(ClusterId cluster, SandboxId sandbox);
}
