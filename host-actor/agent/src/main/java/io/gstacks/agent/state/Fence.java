package io.gstacks.agent.state;

/**
 * What a host knows of a sandbox's generations: the highest that was ever ordered here, and up to
 * which they were removed. It outlives the sandbox, so that an order that comes late or twice never
 * brings back what was taken away. Pure.
 *
 * <p>Example: after {@code Provision} of 3 and {@code Remove} of 3 the fence is (3, 3). A delayed
 * {@code Provision} of 3 is stale, and so is anything of 2; {@code Provision} of 4 is welcome.
 */
public record Fence(long highest, long removed) {
  /** Of a sandbox that was never here. */
  public static final Fence OPEN = new Fence(0, 0);

  /** Whether anything of this sandbox was ever ordered here. */
  public boolean isKnown() {
    return highest > 0;
  }

  public boolean refusesProvision(long generation) {
    return generation < highest || generation <= removed;
  }

  /** Start, stop and remove: harmless where the workload is gone already. */
  public boolean refusesOther(long generation) {
    return generation < highest;
  }

  public Fence ordered(long generation) {
    return new Fence(Math.max(highest, generation), removed);
  }

  public Fence removedUpTo(long generation) {
    return new Fence(Math.max(highest, generation), Math.max(removed, generation));
  }
}
