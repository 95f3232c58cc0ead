package io.gstacks.scheduler.placement;

import io.gstacks.host.HostId;
import io.gstacks.host.Resources;
import io.gstacks.host.fleet.HostAnnouncement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The hosts of one cluster as placement sees them: arrays indexed by a host's ordinal, a bit set
 * for each trait, tag and image, and hosts in buckets by free memory, so that the tightest fit is
 * found without a look at the rest. Some 300 bytes a host, for hosts share their words.
 *
 * <p>Not thread-safe: it belongs to one actor.
 */
public final class HostIndex {
  /** Four buckets an octave from 256 MiB up; what is below shares the first. */
  static final int BUCKETS = 64;

  private static final int SMALLEST = 8;

  private final Map<HostId, Integer> ordinals = new HashMap<>();
  private final List<HostAnnouncement> hosts = new ArrayList<>();
  private final Bits[] buckets = new Bits[BUCKETS];
  private final Vocabulary traits = new Vocabulary();
  private final Vocabulary tags = new Vocabulary();
  private final Vocabulary images = new Vocabulary();
  private final Shared shared = new Shared();
  private final Bits placeable = new Bits();
  private final Bits stale = new Bits();
  private int[] freeCpu = new int[64];
  private int[] freeMemory = new int[64];
  private int[] freeDisk = new int[64];
  private int[] freeStarts = new int[64];

  public HostIndex() {
    Arrays.setAll(buckets, _ -> new Bits());
  }

  /**
   * Takes in a host's word of itself; what it says is free is free. An older revision than the one
   * known changes nothing, and so does one of another cluster's host.
   *
   * @return the host's ordinal, for as long as this index lives
   */
  public int put(HostAnnouncement host) {
    var known = ordinals.get(host.host());
    if (known == null) {
      return add(shared.of(host));
    }
    var before = hosts.get(known);
    if (host.revision() >= before.revision()) {
      hosts.set(known, shared.of(host));
      describe(known, host, before.traits(), before.tags(), before.images());
    }
    return known;
  }

  private int add(HostAnnouncement host) {
    int ordinal = hosts.size();
    if (ordinal == freeCpu.length) {
      freeCpu = Arrays.copyOf(freeCpu, ordinal * 2);
      freeMemory = Arrays.copyOf(freeMemory, ordinal * 2);
      freeDisk = Arrays.copyOf(freeDisk, ordinal * 2);
      freeStarts = Arrays.copyOf(freeStarts, ordinal * 2);
    }
    ordinals.put(host.host(), ordinal);
    hosts.add(host);
    buckets[0].set(ordinal, true);
    freeStarts[ordinal] = host.concurrentStarts();
    describe(ordinal, host, Set.of(), Set.of(), Set.of());
    return ordinal;
  }

  private void describe(
      int ordinal,
      HostAnnouncement host,
      Set<String> traitsBefore,
      Set<String> tagsBefore,
      Set<String> imagesBefore) {
    placeable.set(ordinal, host.placeable());
    traits.change(ordinal, traitsBefore, host.traits());
    tags.change(ordinal, tagsBefore, host.tags());
    images.change(ordinal, imagesBefore, host.images());
    setFree(ordinal, host.free());
  }

  /** What is free now: what the host said, less what was promised since. */
  public void setFree(int ordinal, Resources free) {
    buckets[bucket(freeMemory[ordinal])].set(ordinal, false);
    freeCpu[ordinal] = free.cpuMillis();
    freeMemory[ordinal] = free.memoryMib();
    freeDisk[ordinal] = free.diskMib();
    buckets[bucket(free.memoryMib())].set(ordinal, true);
  }

  /** How many more sandboxes may be starting there at once. */
  public void setFreeStarts(int ordinal, int starts) {
    freeStarts[ordinal] = starts;
  }

  /** Leaves the host out (or back in): nothing was heard of it for too long. */
  public void setStale(int ordinal, boolean value) {
    stale.set(ordinal, value);
  }

  public int size() {
    return hosts.size();
  }

  /** The ordinal of a host, or -1. */
  public int ordinal(HostId host) {
    return ordinals.getOrDefault(host, -1);
  }

  public HostAnnouncement host(int ordinal) {
    return hosts.get(ordinal);
  }

  public Resources free(int ordinal) {
    return new Resources(freeCpu[ordinal], freeMemory[ordinal], freeDisk[ordinal]);
  }

  int freeStarts(int ordinal) {
    return freeStarts[ordinal];
  }

  int freeCpu(int ordinal) {
    return freeCpu[ordinal];
  }

  int freeMemory(int ordinal) {
    return freeMemory[ordinal];
  }

  int freeDisk(int ordinal) {
    return freeDisk[ordinal];
  }

  Bits placeable() {
    return placeable;
  }

  Bits stale() {
    return stale;
  }

  Bits inBucket(int bucket) {
    return buckets[bucket];
  }

  Vocabulary traits() {
    return traits;
  }

  Vocabulary tags() {
    return tags;
  }

  Vocabulary images() {
    return images;
  }

  /** The bucket of so much free memory; rises with it. */
  static int bucket(int memoryMib) {
    if (memoryMib < 1 << SMALLEST) {
      return 0;
    }
    int octave = 31 - Integer.numberOfLeadingZeros(memoryMib);
    int quarter = (memoryMib >>> (octave - 2)) & 3;
    return Math.min(BUCKETS - 1, (octave - SMALLEST) * 4 + quarter);
  }
}
