package io.gstacks.http.sandbox;

import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.Resources;
import io.gstacks.host.SandboxId;
import io.gstacks.persistence.TenantId;
import io.gstacks.scheduler.sandbox.SandboxView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A sandbox in JSON. Of its environment only the names: values never come back. */
record SandboxBody(
    SandboxId id,
    String name,
    TenantId tenantId,
    ClusterId clusterId,
    Optional<HostId> hostId,
    String status,
    String wanted,
    Optional<Reason> reason,
    String image,
    Optional<String> imageDigest,
    List<String> command,
    Resources resources,
    List<String> tags,
    List<String> traits,
    Map<String, String> labels,
    List<String> environmentNames,
    Optional<String> container,
    Optional<String> containerName,
    long generation,
    long attempt,
    Instant createdAt,
    Optional<Instant> startedAt,
    Optional<Instant> stoppedAt,
    Optional<Instant> archivedAt,
    Optional<Instant> deletedAt,
    Optional<Integer> exitCode,
    Optional<Placement> placement) {
  record Reason(String code, String message, boolean retryable, Map<String, Object> details) {}

  /** Why it waits in the queue of its cluster. */
  record Placement(String queuedReason, Optional<Integer> position) {}

  private static final String UNREACHABLE = "unreachable";

  /** As the sandbox itself said just now, or as the table has it, which knows of its host. */
  static SandboxBody fresh(SandboxView sandbox) {
    return of(sandbox, false);
  }

  /** {@code hostAway}: its host is not connected, so what the entity last knew is not known now. */
  static SandboxBody of(SandboxView sandbox, boolean hostAway) {
    var spec = sandbox.spec();
    return new SandboxBody(
        sandbox.id(),
        spec.name(),
        sandbox.tenant(),
        spec.cluster(),
        sandbox.host(),
        hostAway ? UNREACHABLE : sandbox.status(),
        sandbox.wanted(),
        sandbox.reason().map(SandboxBody::reason),
        spec.image(),
        sandbox.imageDigest(),
        spec.command(),
        spec.resources(),
        spec.tags().stream().sorted().toList(),
        spec.traits().stream().sorted().toList(),
        spec.labels(),
        spec.environment().keySet().stream().sorted().toList(),
        sandbox.container(),
        sandbox.containerName(),
        sandbox.generation(),
        sandbox.attempt(),
        sandbox.createdAt(),
        sandbox.startedAt(),
        sandbox.stoppedAt(),
        sandbox.archivedAt(),
        sandbox.deletedAt(),
        sandbox.exitCode(),
        placement(sandbox));
  }

  private static Reason reason(SandboxView.Reason reason) {
    return new Reason(
        reason.code(),
        reason.message(),
        reason.retryable(),
        reason.filters().isEmpty() ? Map.of() : Map.of("filters", reason.filters()));
  }

  private static Optional<Placement> placement(SandboxView sandbox) {
    return sandbox.host().isPresent() || !sandbox.status().equals("creating")
        ? Optional.empty()
        : sandbox.reason().map(reason -> new Placement(reason.message(), sandbox.queuePosition()));
  }
}
