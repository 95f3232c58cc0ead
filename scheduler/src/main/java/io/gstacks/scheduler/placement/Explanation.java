package io.gstacks.scheduler.placement;

import io.gstacks.host.HostId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why a request goes where it goes. Each host is either a finalist or counted by the first filter
 * that removed it, so that the counts and the finalists add up to the hosts considered.
 *
 * @param removed filter to hosts, in the order of the filters; filters that removed none are absent
 * @param finalists the best {@value #SHOWN}, best first; {@code fitting} is how many there were
 */
public record Explanation(
    int considered, Map<String, Integer> removed, int fitting, List<Finalist> finalists) {
  static final int SHOWN = 5;

  /** A host that could take the request, with its score. */
  public record Finalist(HostId host, float score, int freeMemoryMib) {}

  /** Looks at every host: for people who ask why, not for placing. */
  public static Explanation of(HostIndex index, PlacementRequest request) {
    var query = Query.of(index, request);
    var removed = new LinkedHashMap<String, Integer>();
    var finalists = new ArrayList<Finalist>();
    for (int ordinal = 0; ordinal < index.size(); ordinal++) {
      var filter = firstFilter(index, query, request, ordinal);
      if (filter.isEmpty()) {
        finalists.add(
            new Finalist(
                index.host(ordinal).host(),
                Placement.score(index, query, ordinal),
                index.freeMemory(ordinal)));
      } else {
        removed.merge(filter, 1, Integer::sum);
      }
    }
    finalists.sort(
        Comparator.comparingInt((Finalist f) -> HostIndex.bucket(f.freeMemoryMib()))
            .thenComparing(Comparator.comparingDouble(Finalist::score).reversed())
            .thenComparing(f -> f.host().value()));
    var best = finalists.subList(0, Math.min(SHOWN, finalists.size()));
    return new Explanation(index.size(), removed, finalists.size(), List.copyOf(best));
  }

  private static String firstFilter(
      HostIndex index, Query query, PlacementRequest request, int ordinal) {
    var host = index.host(ordinal);
    if (query.host() != Query.ANY && query.host() != ordinal) {
      return "host";
    }
    if (!host.placeable()) {
      return host.why();
    }
    if (index.stale().get(ordinal)) {
      return "disconnected";
    }
    if (!host.tags().containsAll(request.tags())) {
      return "tags";
    }
    if (!host.traits().containsAll(request.traits())) {
      return "traits";
    }
    return firstShortage(index, query, ordinal);
  }

  private static String firstShortage(HostIndex index, Query query, int ordinal) {
    var wanted = query.resources();
    if (wanted.cpuMillis() > index.freeCpu(ordinal)) {
      return "cpu";
    }
    if (wanted.memoryMib() > index.freeMemory(ordinal)) {
      return "memory";
    }
    if (wanted.diskMib() > index.freeDisk(ordinal)) {
      return "disk";
    }
    return index.freeStarts(ordinal) > 0 ? "" : "concurrent_starts";
  }
}
