package io.gstacks.agent.workspace;

import io.gstacks.agent.protocol.Workload;
import io.gstacks.agent.protocol.WorkloadState;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where no kernel holds disk limits: looks every few seconds and stops who is over theirs. */
public final class DiskWatch {
  private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);

  private final DirectoryWorkspaces workspaces;
  private final Supplier<Collection<Workload>> seen;
  private final Consumer<Workload> stop;

  public DiskWatch(
      DirectoryWorkspaces workspaces,
      Supplier<Collection<Workload>> seen,
      Consumer<Workload> stop) {
    this.workspaces = workspaces;
    this.seen = seen;
    this.stop = stop;
  }

  /** Looks until the latch opens. */
  public void start(Duration interval, CountDownLatch leaving) {
    Thread.ofVirtual()
        .name("disk-watch")
        .start(() -> {
          try {
            while (!leaving.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
              look();
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  void look() {
    seen.get().stream()
        .filter(workload -> workload.getState() == WorkloadState.RUNNING)
        .filter(this::isOver)
        .forEach(stop);
  }

  private boolean isOver(Workload workload) {
    try {
      var excess = workspaces.excessMib(workload.getSandboxId());
      excess.ifPresent(mib ->
          LOG.atWarn()
              .addKeyValue("sandbox_id", workload.getSandboxId())
              .addKeyValue("excess_mib", mib)
              .log("a sandbox is over its disk limit"));
      return excess.isPresent();
    } catch (IOException e) {
      LOG.debug("a workspace cannot be measured", e);
      return false;
    }
  }
}
