package io.gstacks.server;

import io.gstacks.host.assembly.HostModule;
import io.gstacks.persistence.wakeup.Waker;
import io.gstacks.scheduler.SchedulerModule;

/** Which module an entity's waking goes to. */
record Wakings(HostModule hosts, SchedulerModule scheduler) implements Waker.Wake {
  @Override
  public void wake(String entity, String id) {
    if (hosts.wakes(entity)) {
      hosts.wake(entity, id);
    } else {
      scheduler.wake(entity, id);
    }
  }
}
