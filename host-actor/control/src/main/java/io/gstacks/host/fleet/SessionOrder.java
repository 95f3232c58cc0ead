package io.gstacks.host.fleet;

import io.gstacks.host.SandboxId;
import io.gstacks.host.work.WorkOrder;
import io.gstacks.persistence.CborMessage;
import java.time.Duration;

/** What a host entity has its session do. */
public sealed interface SessionOrder extends CborMessage {
  record Perform(
      SandboxId sandbox, long generation, String command, Duration remaining, WorkOrder order)
      implements SessionOrder {}

  record OpenChannel(ChannelOrder order) implements SessionOrder {}

  /** Ends the stream; {@code last}: the agent need not come back before someone acts. */
  record Close(String code, String message, boolean last) implements SessionOrder {}
}
