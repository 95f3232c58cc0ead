package io.gstacks.scheduler.sandbox;

import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.Resources;
import io.gstacks.host.SandboxId;
import io.gstacks.persistence.CborMessage;
import io.gstacks.persistence.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * A sandbox looks for a host. It repeats itself until it is answered by Placed or Unplaceable.
 *
 * @param avoided hosts that failed it: taken only when there is no other
 * @param requestedAt its place in the queue, whichever node holds that
 * @param patience how long it waits for room; zero: it fails at once when nothing fits
 */
public record HostWanted(
    SandboxId sandbox,
    TenantId tenant,
    long attempt,
    ClusterId cluster,
    Optional<HostId> host,
    Resources resources,
    Set<String> tags,
    Set<String> traits,
    String image,
    Set<HostId> avoided,
    Instant requestedAt,
    Duration patience,
    ActorRef<SandboxCommand> replyTo)
    implements CborMessage {
  public HostWanted {
    tags = Set.copyOf(tags);
    traits = Set.copyOf(traits);
    avoided = Set.copyOf(avoided);
  }
}
