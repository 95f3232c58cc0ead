package io.gstacks.scheduler.placement;

import io.gstacks.host.Resources;
import java.util.ArrayList;
import java.util.List;

/**
 * A request with its words looked up, so that placing allocates nothing. Good for the index that
 * made it, for one round.
 *
 * @param host the one ordinal allowed, {@link #ANY}, or {@link #UNKNOWN}
 */
public record Query(int host, List<Bits> required, Bits warm, Resources resources, Bits excluded) {
  static final int ANY = -1;
  static final int UNKNOWN = -2;

  public static Query of(HostIndex index, PlacementRequest request) {
    var required = new ArrayList<Bits>(request.tags().size() + request.traits().size());
    request.tags().forEach(tag -> required.add(index.tags().carriers(tag)));
    request.traits().forEach(trait -> required.add(index.traits().carriers(trait)));
    int host =
        request.host().map(id -> index.ordinal(id) < 0 ? UNKNOWN : index.ordinal(id)).orElse(ANY);
    return new Query(
        host, required, index.images().carriers(request.image()), request.resources(), new Bits());
  }

  /** Leaves a host out of this request's candidates: it has refused. */
  public void exclude(int ordinal) {
    excluded.set(ordinal, true);
  }

  /** Of the 64 hosts of a word, those that carry all that is required and may be placed on. */
  long allowed(HostIndex index, int word) {
    long allowed = index.placeable().word(word) & ~index.stale().word(word) & ~excluded.word(word);
    for (int i = 0; i < required.size() && allowed != 0; i++) {
      allowed &= required.get(i).word(word);
    }
    if (host != ANY) {
      allowed &= host >>> 6 == word && host >= 0 ? 1L << host : 0;
    }
    return allowed;
  }

  /** Whether this host could take it now: what a change there is worth a look for. */
  public boolean couldGoTo(HostIndex index, int ordinal) {
    return (allowed(index, ordinal >>> 6) & (1L << ordinal)) != 0 && fits(index, ordinal);
  }

  /** Whether the host has room for it now, a start of its own included. */
  boolean fits(HostIndex index, int ordinal) {
    return index.freeStarts(ordinal) > 0 && hasRoom(index, ordinal);
  }

  private boolean hasRoom(HostIndex index, int ordinal) {
    return resources.memoryMib() <= index.freeMemory(ordinal)
        && resources.cpuMillis() <= index.freeCpu(ordinal)
        && resources.diskMib() <= index.freeDisk(ordinal);
  }
}
