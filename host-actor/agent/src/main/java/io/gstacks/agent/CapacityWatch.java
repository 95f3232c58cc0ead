package io.gstacks.agent;

import io.gstacks.agent.host.Host;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Looks every so often what this machine has to give. A disk that was full when the agent started
 * would else count as full for ever, and one that fills up as empty.
 */
record CapacityWatch(Host host) {
  /** Looks until the latch opens. */
  void start(Duration interval, CountDownLatch leaving) {
    Thread.ofVirtual()
        .name("capacity-watch")
        .start(() -> {
          try {
            while (!leaving.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
              host.compareCapacity();
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }
}
