package io.gstacks.host.fleet;

import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.Resources;
import io.gstacks.persistence.CborMessage;
import io.gstacks.persistence.TenantId;
import java.util.Set;

/**
 * What a host tells its cluster's scheduler: after each change that matters to placement, and each
 * second while it is connected.
 *
 * @param revision rises with every change of what is free; a lower one is old news
 * @param placeable whether it takes sandboxes at all; {@code why} is the filter's name when not:
 *     {@code disconnected}, {@code no_token}, {@code archived}, {@code runtime_unhealthy}, {@code
 *     cordoned}
 * @param images references that it holds (warmth is a score)
 */
public record HostAnnouncement(
    HostId host,
    TenantId tenant,
    ClusterId cluster,
    long revision,
    boolean placeable,
    String why,
    Resources capacity,
    Resources free,
    int concurrentStarts,
    Set<String> traits,
    Set<String> tags,
    Set<String> images)
    implements CborMessage {
  public HostAnnouncement {
    traits = Set.copyOf(traits);
    tags = Set.copyOf(tags);
    images = Set.copyOf(images);
  }
}
