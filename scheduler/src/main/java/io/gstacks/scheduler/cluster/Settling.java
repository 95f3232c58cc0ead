package io.gstacks.scheduler.cluster;

import java.util.Optional;

/**
 * Whether the scheduler knows enough of its cluster to refuse anything. It does not just after its
 * start, nor when many hosts fell silent together (then the fault is more likely this side's).
 */
final class Settling {
  private final ClusterSettings settings;
  private Optional<Integer> expected = Optional.empty();
  private long until;
  private boolean over;

  Settling(ClusterSettings settings) {
    this.settings = settings;
    this.until = settings.ticks(settings.settleFor());
  }

  boolean over() {
    return over;
  }

  /** How many hosts should be there; empty when nobody knows, so that only time helps. */
  void expect(Optional<Integer> hosts) {
    expected = hosts;
  }

  /** Looks whether it is over now. */
  void look(int heard, long now) {
    over =
        over
            || now >= until
            || expected.map(hosts -> heard >= hosts * settings.settleShare()).orElse(false);
  }

  /** Begins anew when too many of the hosts fell silent in one tick. */
  void fellSilent(int hosts, int heardBefore, long now) {
    if (over && hosts > heardBefore * settings.silentShare() && hosts > 0 && heardBefore > 1) {
      over = false;
      expected = Optional.of(heardBefore);
      until = now + settings.ticks(settings.settleFor());
    }
  }
}
