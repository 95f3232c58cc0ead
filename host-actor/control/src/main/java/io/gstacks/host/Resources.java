package io.gstacks.host;

/**
 * What a sandbox asks for and a host has. Never negative.
 *
 * @param cpuMillis thousandths of a core
 */
public record Resources(int cpuMillis, int memoryMib, int diskMib) {
  public static final Resources NONE = new Resources(0, 0, 0);

  public Resources {
    if (cpuMillis < 0 || memoryMib < 0 || diskMib < 0) {
      throw new IllegalArgumentException(
          "resources are never negative: %d m, %d MiB, %d MiB disk"
              .formatted(cpuMillis, memoryMib, diskMib));
    }
  }

  public boolean fitsIn(Resources room) {
    return cpuMillis <= room.cpuMillis && memoryMib <= room.memoryMib && diskMib <= room.diskMib;
  }

  public Resources plus(Resources other) {
    return new Resources(
        Math.addExact(cpuMillis, other.cpuMillis),
        Math.addExact(memoryMib, other.memoryMib),
        Math.addExact(diskMib, other.diskMib));
  }

  /** Each of them, rounded down, and no more than can be counted. */
  public Resources times(double factor) {
    return new Resources(
        scaled(cpuMillis, factor), scaled(memoryMib, factor), scaled(diskMib, factor));
  }

  private static int scaled(int amount, double factor) {
    return (int) Math.min(Integer.MAX_VALUE, Math.floor(amount * factor));
  }

  /** What is left, and nothing below zero: a host may shrink under what it carries. */
  public Resources minus(Resources other) {
    return new Resources(
        Math.max(0, cpuMillis - other.cpuMillis),
        Math.max(0, memoryMib - other.memoryMib),
        Math.max(0, diskMib - other.diskMib));
  }
}
