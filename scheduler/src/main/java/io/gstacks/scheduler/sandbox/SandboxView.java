package io.gstacks.scheduler.sandbox;

import io.gstacks.host.HostId;
import io.gstacks.host.SandboxId;
import io.gstacks.persistence.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A sandbox as others see it.
 *
 * @param status as its own entity knows it: creating, running, stopping, stopped, starting, error,
 *     archiving, archived; that its host is away ({@code unreachable}) is said by who asks the host
 * @param wanted {@code running}, {@code stopped} or {@code archived}
 * @param reason why it is in {@code error} or {@code stopped} unasked, or what it waits for
 * @param queuePosition its place in the queue of its cluster when it last heard of it, from 1;
 *     nothing when it does not wait, or has not heard since it was last loaded
 */
public record SandboxView(
    SandboxId id,
    TenantId tenant,
    SandboxSpec spec,
    String status,
    String wanted,
    Optional<HostId> host,
    long attempt,
    long generation,
    Optional<Reason> reason,
    Optional<String> container,
    Optional<String> containerName,
    Optional<String> imageDigest,
    Optional<Integer> exitCode,
    Instant createdAt,
    Optional<Instant> startedAt,
    Optional<Instant> stoppedAt,
    Optional<Instant> archivedAt,
    Optional<Instant> deletedAt,
    Optional<Integer> queuePosition) {
  /**
   * Why it is as it is.
   *
   * @param retryable the same request may succeed later
   * @param filters for {@code no_eligible_host}: how many hosts each filter of placement took
   */
  public record Reason(
      String code, String message, boolean retryable, Map<String, Integer> filters) {
    public Reason {
      filters = Map.copyOf(filters);
    }

    public Reason(String code, String message, boolean retryable) {
      this(code, message, retryable, Map.of());
    }
  }
}
