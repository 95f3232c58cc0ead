package io.gstacks.host.fleet;

import io.gstacks.host.Resources;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a host said of itself when it last connected, and of its engines since. */
public record HostProfile(
    Facts facts,
    List<RuntimeHealth> runtimes,
    Set<String> traits,
    Resources capacity,
    int concurrentStarts,
    List<CachedImage> images) {
  public HostProfile {
    runtimes = List.copyOf(runtimes);
    traits = Collections.unmodifiableSet(new TreeSet<>(traits));
    images = List.copyOf(images);
  }

  /** Of a host that has not connected yet. */
  static HostProfile unknown(Facts facts) {
    return new HostProfile(facts, List.of(), Set.of(), Resources.NONE, 0, List.of());
  }

  static HostProfile of(HostCommand.Introduction introduction) {
    return new HostProfile(
        introduction.facts(),
        introduction.runtimes(),
        introduction.traits(),
        introduction.capacity(),
        introduction.concurrentStarts(),
        introduction.images());
  }

  HostProfile with(List<RuntimeHealth> healths) {
    return new HostProfile(facts, healths, traits, capacity, concurrentStarts, images);
  }

  /** Whether one of its engines works, by the agent's word. */
  boolean healthy() {
    return runtimes.stream().anyMatch(RuntimeHealth::healthy);
  }
}
