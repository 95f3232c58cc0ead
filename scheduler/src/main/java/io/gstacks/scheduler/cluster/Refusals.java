package io.gstacks.scheduler.cluster;

import io.gstacks.scheduler.placement.Explanation;
import io.gstacks.scheduler.placement.PlacementRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Why nothing fits, worked out once for all requests of a round that need the same. */
final class Refusals {
  private static final String STARTS = "concurrent_starts";

  private final ClusterView view;
  private final Map<PlacementRequest, Refusal> known = new HashMap<>();

  /**
   * One answer.
   *
   * @param filters how many hosts each filter took, the first one that did
   * @param onlyStartsLack some host has room and only starts too many others now
   */
  record Refusal(String message, Map<String, Integer> filters, boolean onlyStartsLack) {}

  Refusals(ClusterView view) {
    this.view = view;
  }

  Refusal of(PlacementRequest shape) {
    return known.computeIfAbsent(shape, needed -> refusal(view.explain(needed)));
  }

  private static Refusal refusal(Explanation why) {
    return new Refusal(message(why), why.removed(), why.removed().containsKey(STARTS));
  }

  private static String message(Explanation why) {
    if (why.considered() == 0) {
      return "the cluster has no hosts";
    }
    var counts =
        why.removed().entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    return "none of " + why.considered() + " hosts can take it: " + counts;
  }
}
