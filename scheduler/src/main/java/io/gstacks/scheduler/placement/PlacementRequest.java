package io.gstacks.scheduler.placement;

import io.gstacks.host.HostId;
import io.gstacks.host.Resources;
import java.util.Optional;
import java.util.Set;

/**
 * What a sandbox needs of its host.
 *
 * @param host the one host that it may go to, when one was named
 * @param image wanted warm, never required
 */
public record PlacementRequest(
    Optional<HostId> host,
    Set<String> tags,
    Set<String> traits,
    Resources resources,
    String image) {
  public PlacementRequest {
    tags = Set.copyOf(tags);
    traits = Set.copyOf(traits);
  }
}
