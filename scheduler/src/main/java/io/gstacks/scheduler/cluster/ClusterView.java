package io.gstacks.scheduler.cluster;

import io.gstacks.host.HostId;
import io.gstacks.host.Resources;
import io.gstacks.host.SandboxId;
import io.gstacks.host.fleet.HostAnnouncement;
import io.gstacks.scheduler.placement.Explanation;
import io.gstacks.scheduler.placement.HostIndex;
import io.gstacks.scheduler.placement.Placement;
import io.gstacks.scheduler.placement.PlacementRequest;
import io.gstacks.scheduler.placement.Query;
import java.util.ArrayList;
import java.util.List;

/**
 * A cluster's hosts as its scheduler sees them: what they said of themselves, less what was
 * promised on their behalf and not yet answered. Pure, and mutable: it belongs to one actor.
 */
final class ClusterView {
  static final int NONE = -1;

  private final ClusterSettings settings;
  private final long seed;
  private final HostIndex index = new HostIndex();
  private final List<Host> hosts = new ArrayList<>();
  private final Hearing hearing = new Hearing();
  private final Starts starts = new Starts();

  /** What the index does not know of a host. */
  private static final class Host {
    Resources promised = Resources.NONE;
    int starting;
  }

  /**
   * What a tick brought.
   *
   * @param fellSilent how many hosts that take sandboxes were not heard of for too long
   * @param freed ordinals of hosts that may start more
   */
  record Tick(int fellSilent, List<Integer> freed) {}

  /**
   * {@code seed} breaks ties among equal hosts. It is the same for all requests, so that they fill
   * one host after the other, and its event holds several of them.
   */
  ClusterView(ClusterSettings settings, long seed) {
    this.settings = settings;
    this.seed = seed;
  }

  long now() {
    return hearing.now();
  }

  int size() {
    return index.size();
  }

  /** How many hosts were heard of lately. */
  int heard() {
    return hearing.heard();
  }

  /** Takes in a host's word; true when a request may fit there that did not before. */
  boolean take(HostAnnouncement announcement) {
    int known = index.ordinal(announcement.host());
    boolean wasOpen = known != NONE && isOpen(known);
    var free = known == NONE ? Resources.NONE : index.free(known);
    var before = known == NONE ? announcement : index.host(known);
    int ordinal = index.put(announcement);
    if (known == NONE) {
      hosts.add(new Host());
    }
    hear(ordinal);
    refresh(ordinal);
    var after = index.host(ordinal);
    return isOpen(ordinal)
        && (!wasOpen
            || !index.free(ordinal).fitsIn(free)
            || !before.traits().equals(after.traits())
            || !before.tags().equals(after.tags()));
  }

  private boolean isOpen(int ordinal) {
    return index.host(ordinal).placeable() && !hearing.isSilent(ordinal);
  }

  private void hear(int ordinal) {
    if (hearing.hear(ordinal)) {
      index.setStale(ordinal, false);
    }
  }

  /** Leaves a host out until it is heard of: it gave no answer. */
  void suspect(HostId host) {
    int ordinal = index.ordinal(host);
    if (ordinal != NONE && hearing.silence(ordinal)) {
      index.setStale(ordinal, true);
    }
  }

  /** Where a request goes best, or {@link #NONE}. Hosts that it avoids only if need be. */
  int choose(Request request) {
    var query = query(request);
    var avoided = request.wanted().avoided();
    if (avoided.isEmpty()) {
      return Placement.choose(index, query, seed);
    }
    avoided.forEach(host -> exclude(query, host));
    int elsewhere = Placement.choose(index, query, seed);
    return elsewhere == NONE ? Placement.choose(index, query(request), seed) : elsewhere;
  }

  private Query query(Request request) {
    var query = Query.of(index, request.shape());
    request.refusedBy().forEach(host -> exclude(query, host));
    return query;
  }

  private void exclude(Query query, HostId host) {
    int ordinal = index.ordinal(host);
    if (ordinal != NONE) {
      query.exclude(ordinal);
    }
  }

  boolean couldTake(int ordinal, PlacementRequest shape) {
    return Query.of(index, shape).couldGoTo(index, ordinal);
  }

  Explanation explain(PlacementRequest shape) {
    return Explanation.of(index, shape);
  }

  HostId host(int ordinal) {
    return index.host(ordinal).host();
  }

  int ordinal(HostId host) {
    return index.ordinal(host);
  }

  /** Counts a claim that the host has yet to answer. */
  void promise(int ordinal, Resources resources) {
    var host = hosts.get(ordinal);
    host.promised = host.promised.plus(resources);
    host.starting++;
    refresh(ordinal);
  }

  /** The claim was answered, or never will be: the host's own word counts again. */
  void settle(HostId id, Resources resources) {
    int ordinal = index.ordinal(id);
    if (ordinal != NONE) {
      var host = hosts.get(ordinal);
      host.promised = host.promised.minus(resources);
      host.starting--;
      refresh(ordinal);
    }
  }

  /** A granted sandbox takes one of its host's starts until it ends or times out. */
  void startBegins(HostId id, SandboxId sandbox) {
    int ordinal = index.ordinal(id);
    if (ordinal != NONE) {
      startEnds(sandbox);
      starts.begin(sandbox, ordinal, now() + settings.ticks(settings.startTimeout()));
      hosts.get(ordinal).starting++;
      refresh(ordinal);
    }
  }

  /** The ordinal of the host that may start another now, or {@link #NONE}. */
  int startEnds(SandboxId sandbox) {
    int ordinal = starts.end(sandbox);
    if (ordinal != NONE) {
      hosts.get(ordinal).starting--;
      refresh(ordinal);
    }
    return ordinal;
  }

  private void refresh(int ordinal) {
    var host = hosts.get(ordinal);
    var said = index.host(ordinal);
    index.setFree(ordinal, said.free().minus(host.promised));
    index.setFreeStarts(ordinal, startsLeft(ordinal));
  }

  int startsLeft(int ordinal) {
    return Math.max(0, index.host(ordinal).concurrentStarts() - hosts.get(ordinal).starting);
  }

  /** A tick later: hosts that were silent for too long are out, old starts are over. */
  Tick tick() {
    int fellSilent = 0;
    for (int ordinal : hearing.tick(settings.ticks(settings.unheardAfter()))) {
      fellSilent += index.host(ordinal).placeable() ? 1 : 0;
      index.setStale(ordinal, true);
    }
    return new Tick(fellSilent, starts.old(now()).stream().map(this::startEnds).toList());
  }
}
