package io.gstacks.host.fleet;

import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.Resources;
import io.gstacks.persistence.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A host as others see it.
 *
 * @param status {@code connected}, {@code disconnected}, {@code no_token} or {@code archived}
 * @param eligible whether sandboxes may be placed on it now; otherwise {@code eligibilityReason}
 * @param telemetry of the last heartbeat; empty while it is away
 */
public record HostView(
    HostId id,
    String name,
    TenantId tenant,
    ClusterId cluster,
    String status,
    boolean eligible,
    String eligibilityReason,
    Facts facts,
    List<RuntimeHealth> runtimes,
    Optional<Telemetry> telemetry,
    Set<String> tags,
    Set<String> traits,
    Resources capacity,
    Resources reserved,
    List<CachedImage> images,
    long epoch,
    Instant enrolledAt,
    Optional<Instant> connectedAt,
    Optional<Instant> disconnectedAt,
    Optional<Instant> archivedAt) {}
