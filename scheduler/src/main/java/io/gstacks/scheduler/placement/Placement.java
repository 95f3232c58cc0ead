package io.gstacks.scheduler.placement;

/**
 * Best fit by memory: of the hosts that may take a request, one that it leaves fullest, in buckets
 * a quarter of an octave wide; within the bucket the highest score.
 *
 * <p>The score prefers a host that holds the image (4), then one with few words that others lack (2
 * at most: hosts with rare traits are kept for those who need them), then the fuller one (below 1).
 * Example: hosts a (4 GiB free) and b (2 GiB free), a request of 1 GiB: b, for its bucket is
 * tighter; with a third host c of 2 GiB that holds the image: c.
 *
 * <p>Ties go by a hash of the host's id and the seed: the same for the same seed, whatever the
 * order in which hosts came.
 *
 * <p>Known limits: it looks at {@value #SAMPLE} fitting hosts of the tightest bucket that has any,
 * from a start that the seed gives, and not at the whole bucket; and at one request at a time.
 */
public final class Placement {
  /** Enough that a warm host is likely seen, few enough that 100,000 equal hosts cost no scan. */
  static final int SAMPLE = 64;

  private Placement() {}

  /** The ordinal of the chosen host, or -1 when none of the index can take the request now. */
  public static int choose(HostIndex index, Query query, long seed) {
    for (int bucket = HostIndex.bucket(query.resources().memoryMib());
        bucket < HostIndex.BUCKETS;
        bucket++) {
      int chosen = bestOf(index, query, seed, index.inBucket(bucket));
      if (chosen >= 0) {
        return chosen;
      }
    }
    return -1;
  }

  private static int bestOf(HostIndex index, Query query, long seed, Bits bucket) {
    int words = (index.size() + 63) / 64;
    int start = words == 0 ? 0 : (int) Math.floorMod(mix(seed), (long) words);
    int best = -1;
    int seen = 0;
    for (int i = 0; i < words && seen < SAMPLE; i++) {
      int word = (start + i) % words;
      long candidates = bucket.word(word);
      candidates = candidates == 0 ? 0 : candidates & query.allowed(index, word);
      while (candidates != 0 && seen < SAMPLE) {
        int ordinal = word * 64 + Long.numberOfTrailingZeros(candidates);
        candidates &= candidates - 1;
        if (query.fits(index, ordinal)) {
          seen++;
          best = best < 0 ? ordinal : better(index, query, seed, best, ordinal);
        }
      }
    }
    return best;
  }

  private static int better(HostIndex index, Query query, long seed, int one, int other) {
    int order = Float.compare(score(index, query, one), score(index, query, other));
    if (order == 0) {
      order = Long.compare(tie(index, seed, one), tie(index, seed, other));
    }
    return order >= 0 ? one : other;
  }

  /** Higher is better; its parts are in the class comment. */
  static float score(HostIndex index, Query query, int ordinal) {
    float warm = query.warm().get(ordinal) ? 4 : 0;
    float common = 2f / (1 + index.host(ordinal).traits().size());
    float free = index.freeMemory(ordinal) - query.resources().memoryMib();
    return warm + common + 1 / (1 + free / 1024);
  }

  private static long tie(HostIndex index, long seed, int ordinal) {
    return mix(seed ^ index.host(ordinal).host().value().hashCode() * 0x9e3779b97f4a7c15L);
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood: Fast Splittable PRNGs, 2014). */
  private static long mix(long value) {
    long z = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
