package io.gstacks.http.host;

import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.Resources;
import io.gstacks.host.fleet.CachedImage;
import io.gstacks.host.fleet.HostView;
import io.gstacks.host.fleet.RuntimeHealth;
import io.gstacks.host.fleet.Telemetry;
import io.gstacks.persistence.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A host in JSON. */
record HostBody(
    HostId id,
    String name,
    ClusterId clusterId,
    String status,
    boolean eligible,
    String eligibilityReason,
    String agentVersion,
    String architecture,
    String os,
    String kernel,
    List<RuntimeHealth> runtimes,
    Optional<Telemetry> telemetry,
    List<String> tags,
    List<String> traits,
    Resources capacity,
    Resources reserved,
    Ownership ownership,
    List<CachedImage> images,
    long epoch,
    Instant enrolledAt,
    Optional<Instant> connectedAt,
    Optional<Instant> disconnectedAt,
    Optional<Instant> archivedAt) {
  record Ownership(TenantId tenantId) {}

  static HostBody of(HostView host) {
    var facts = host.facts();
    return new HostBody(
        host.id(),
        host.name(),
        host.cluster(),
        host.status(),
        host.eligible(),
        host.eligibilityReason(),
        facts.agentVersion(),
        facts.architecture(),
        facts.os(),
        facts.kernel(),
        host.runtimes(),
        host.telemetry(),
        host.tags().stream().sorted().toList(),
        host.traits().stream().sorted().toList(),
        host.capacity(),
        host.reserved(),
        new Ownership(host.tenant()),
        host.images(),
        host.epoch(),
        host.enrolledAt(),
        host.connectedAt(),
        host.disconnectedAt(),
        host.archivedAt());
  }
}
