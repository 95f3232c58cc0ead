package io.gstacks.scheduler.cluster;

import io.gstacks.host.SandboxId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts that hosts granted and that have not ended, the oldest first. One that is never heard of
 * again ends by time, so that a lost word does not take room for ever.
 */
final class Starts {
  private final Map<SandboxId, Start> starts = new LinkedHashMap<>();

  private record Start(int ordinal, long until) {}

  /** Only for one that has none on its way. */
  void begin(SandboxId sandbox, int ordinal, long until) {
    starts.put(sandbox, new Start(ordinal, until));
  }

  /** The ordinal of its host, or {@link ClusterView#NONE} when it has none on its way. */
  int end(SandboxId sandbox) {
    var start = starts.remove(sandbox);
    return start == null ? ClusterView.NONE : start.ordinal();
  }

  /** Whose time is over. */
  List<SandboxId> old(long now) {
    return starts.entrySet().stream()
        .takeWhile(start -> start.getValue().until() <= now)
        .map(Map.Entry::getKey)
        .toList();
  }
}
