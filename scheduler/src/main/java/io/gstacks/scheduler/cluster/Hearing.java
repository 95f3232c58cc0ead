package io.gstacks.scheduler.cluster;

import java.util.ArrayList;
import java.util.List;

/**
 * Which hosts were heard of lately. Time is counted in ticks of the scheduler itself, so that a
 * pause of this process makes no host look silent.
 */
final class Hearing {
  private final List<Host> hosts = new ArrayList<>();
  private long now;
  private int heard;

  /** A host is silent until it is heard of. */
  private static final class Host {
    long heardAt;
    boolean silent = true;
  }

  long now() {
    return now;
  }

  /** How many hosts were heard of lately. */
  int heard() {
    return heard;
  }

  boolean isSilent(int ordinal) {
    return hosts.get(ordinal).silent;
  }

  /** Ordinals rise by one. True when it was silent before. */
  boolean hear(int ordinal) {
    if (ordinal == hosts.size()) {
      hosts.add(new Host());
    }
    var host = hosts.get(ordinal);
    host.heardAt = now;
    boolean wasSilent = host.silent;
    if (wasSilent) {
      host.silent = false;
      heard++;
    }
    return wasSilent;
  }

  /** It gave no answer. True when it was not silent before. */
  boolean silence(int ordinal) {
    var host = hosts.get(ordinal);
    if (host.silent) {
      return false;
    }
    host.silent = true;
    heard--;
    return true;
  }

  /** A tick later: the ordinals of those who have been silent for more than {@code most} ticks. */
  List<Integer> tick(long most) {
    now++;
    var fell = new ArrayList<Integer>();
    for (int ordinal = 0; ordinal < hosts.size(); ordinal++) {
      if (hosts.get(ordinal).heardAt < now - most && silence(ordinal)) {
        fell.add(ordinal);
      }
    }
    return fell;
  }
}
