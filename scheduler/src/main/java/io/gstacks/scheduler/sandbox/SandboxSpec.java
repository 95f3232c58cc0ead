package io.gstacks.scheduler.sandbox;

import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.Resources;
import io.gstacks.persistence.sealed.Sealed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was asked for, with the defaults filled in at the edge; it never changes.
 *
 * @param environment values are sealed: they never appear in the journal, a table or a log
 * @param pull {@code if_missing}, {@code never} or {@code always}
 * @param queueTimeout how long it may wait for room; zero: fail at once when nothing fits
 */
public record SandboxSpec(
    String name,
    ClusterId cluster,
    Optional<HostId> host,
    String image,
    String pull,
    List<String> command,
    Map<String, Sealed> environment,
    Resources resources,
    Set<String> tags,
    Set<String> traits,
    Map<String, String> labels,
    Duration queueTimeout) {
  public SandboxSpec {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    tags = Set.copyOf(tags);
    traits = Set.copyOf(traits);
    labels = Map.copyOf(labels);
  }

  /** What the edge should never let through. */
  boolean isSane() {
    return resources.cpuMillis() > 0 && resources.memoryMib() > 0 && !queueTimeout.isNegative();
  }

  /** Sealing the same value twice gives two texts, so of the environment only the names count. */
  boolean asksTheSameAs(SandboxSpec other) {
    return withEnvironment(Map.of()).equals(other.withEnvironment(Map.of()))
        && environment.keySet().equals(other.environment.keySet());
  }

  SandboxSpec withEnvironment(Map<String, Sealed> other) {
    return new SandboxSpec(
        name,
        cluster,
        host,
        image,
        pull,
        command,
        other,
        resources,
        tags,
        traits,
        labels,
        queueTimeout);
  }
}
