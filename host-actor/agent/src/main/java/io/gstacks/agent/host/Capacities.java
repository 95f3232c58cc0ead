package io.gstacks.agent.host;

import io.gstacks.agent.protocol.Capacity;

/**
 * When two capacities are so far apart that placement should know. What others write on the disk
 * changes it all the time; a tenth of it, and no less than {@value #LEAST_MIB} MiB, is news. Pure.
 */
final class Capacities {
  private static final int PART = 10;
  private static final long LEAST_MIB = 16;

  private Capacities() {}

  static boolean differ(Capacity told, Capacity now) {
    long before = told.getDiskMib();
    long after = now.getDiskMib();
    return Math.abs(after - before) >= Math.max(LEAST_MIB, Math.max(before, after) / PART);
  }
}
