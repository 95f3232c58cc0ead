package io.gstacks.scheduler.cluster;

import io.gstacks.scheduler.placement.PlacementRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Requests that nothing can take now, the oldest first, by what they need: a change of a host is
 * held against each shape once, and not against each request.
 */
final class WaitingRoom {
  private final Map<PlacementRequest, TreeSet<Request>> byShape = new LinkedHashMap<>();

  private final Map<Request, Integer> positions = new HashMap<>();
  private long positionsAt = -1;

  void add(Request request) {
    byShape.computeIfAbsent(request.shape(), _ -> new TreeSet<>(Request.OLDEST_FIRST)).add(request);
  }

  void remove(Request request) {
    var same = byShape.get(request.shape());
    if (same != null && same.remove(request) && same.isEmpty()) {
      byShape.remove(request.shape());
    }
  }

  boolean isEmpty() {
    return byShape.isEmpty();
  }

  boolean holds(Request request) {
    var same = byShape.get(request.shape());
    return same != null && same.contains(request);
  }

  /**
   * How many stand before it, itself included. All are counted at once, and once in a tick; who
   * came since then stands last.
   */
  int position(Request request, long tick) {
    if (positionsAt != tick) {
      positionsAt = tick;
      positions.clear();
      byShape.values().stream()
          .flatMap(TreeSet::stream)
          .sorted(Request.OLDEST_FIRST)
          .forEach(each -> positions.put(each, positions.size() + 1));
    }
    return positions.computeIfAbsent(request, _ -> positions.size() + 1);
  }

  /** Takes out the oldest {@code most} of each shape that could go now, the oldest first. */
  List<Request> take(int most, Predicate<PlacementRequest> could) {
    var taken = new ArrayList<Request>();
    for (var shape : List.copyOf(byShape.keySet())) {
      if (could.test(shape)) {
        takeOf(shape, most, taken);
      }
    }
    taken.sort(Request.OLDEST_FIRST);
    return taken;
  }

  /** Takes out those who may wait no longer. */
  List<Request> takeExpired(long tick) {
    var expired =
        byShape.values().stream()
            .flatMap(TreeSet::stream)
            .filter(request -> request.expired(tick))
            .toList();
    expired.forEach(this::remove);
    return expired;
  }

  private void takeOf(PlacementRequest shape, int most, List<Request> taken) {
    var same = byShape.getOrDefault(shape, new TreeSet<>(Request.OLDEST_FIRST));
    for (int i = 0; i < most && !same.isEmpty(); i++) {
      taken.add(same.removeFirst());
    }
    if (same.isEmpty()) {
      byShape.remove(shape);
    }
  }
}
