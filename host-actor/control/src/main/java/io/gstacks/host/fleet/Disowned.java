package io.gstacks.host.fleet;

import io.gstacks.host.SandboxId;
import java.util.HashSet;
import java.util.List;

/**
 * A workload that a host showed and that stays nobody's: its proof does not hold, it names another
 * tenant or cluster, or its sandbox is archived or unknown.
 *
 * @param sandbox as its label claims, cut to what an id may be long
 */
public record Disowned(
    Kind kind,
    String container,
    String containerName,
    String sandbox,
    long generation,
    String reason) {
  /** QUARANTINED proves nothing; IGNORED is ours, and not wanted back. */
  public enum Kind {
    QUARANTINED,
    IGNORED
  }

  HostEvent event() {
    return switch (kind) {
      case QUARANTINED ->
          new HostEvent.WorkloadQuarantined(container, containerName, sandbox, generation, reason);
      case IGNORED ->
          new HostEvent.RediscoveryIgnored(
              container, containerName, new SandboxId(sandbox), generation, reason);
    };
  }

  /** The events of those that the host has not shown before. */
  static List<HostEvent> news(List<Disowned> shown, List<String> noted) {
    var known = new HashSet<>(noted);
    return shown.stream()
        .filter(one -> known.add(key(one.container, one.sandbox, one.reason)))
        .map(Disowned::event)
        .toList();
  }

  static String key(String container, String sandbox, String reason) {
    return container + "/" + sandbox + "/" + reason;
  }
}
