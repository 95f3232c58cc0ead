package io.gstacks.host.fleet;

import io.gstacks.host.SandboxId;
import io.gstacks.persistence.CborMessage;
import io.gstacks.persistence.entity.Refusal;
import java.util.List;

/** What a host entity answers. */
public sealed interface HostReply extends CborMessage {
  record Accepted(HostView host) implements HostReply {}

  record Refused(Refusal refusal) implements HostReply {}

  /** Done, with nothing to show. */
  record Noted() implements HostReply {}

  /** The stream may speak, under this epoch. */
  record Granted(long epoch) implements HostReply {}

  /** The session is no longer the host's: it closes its stream. */
  record Superseded(String code, String message) implements HostReply {}

  /** The answer to a batch, with the host's state after it. */
  record Reserved(List<Verdict> verdicts, HostAnnouncement host) implements HostReply {}

  /**
   * {@code refusal} is empty when granted; else full, disconnected, no_token, stale_attempt, ...
   */
  record Verdict(SandboxId sandbox, long attempt, String refusal) {
    public boolean granted() {
      return refusal.isEmpty();
    }
  }
}
