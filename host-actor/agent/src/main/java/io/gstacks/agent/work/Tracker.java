package io.gstacks.agent.work;

import io.gstacks.agent.protocol.Workload;
import io.gstacks.agent.protocol.WorkloadState;
import io.gstacks.agent.runtime.ContainerRuntime;
import io.gstacks.agent.runtime.WorkFailedException;
import io.gstacks.agent.state.AgentMemory;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what was last seen of every workload up to date, and tells what happened without an order.
 * Each look runs in the lane of its sandbox: after the work that may have caused it, whose effect
 * was then seen already and is no news.
 */
public final class Tracker {
  private static final Logger LOG = LoggerFactory.getLogger(Tracker.class);

  private static final int COMPARE_ATTEMPTS = 20;
  private static final Duration COMPARE_PAUSE = Duration.ofMillis(250);

  private final ContainerRuntime runtime;
  private final AgentMemory memory;
  private final Lanes lanes;
  private final WorkListener listener;
  private final Duration killSettle;

  /**
   * One for a host.
   *
   * @param killSettle how long after a kill a workload is looked at again before it is told of
   */
  public Tracker(
      ContainerRuntime runtime,
      AgentMemory memory,
      Lanes lanes,
      WorkListener listener,
      Duration killSettle) {
    this.runtime = runtime;
    this.memory = memory;
    this.lanes = lanes;
    this.listener = listener;
    this.killSettle = killSettle;
  }

  /**
   * All workloads, for Hello. While the runtime is away it is what was last seen: an empty
   * inventory would say that this host runs nothing.
   */
  public List<Workload> inventory() throws IOException {
    List<Workload> held;
    try {
      held = runtime.inventory();
    } catch (WorkFailedException away) {
      LOG.atWarn().addKeyValue("error", away.getMessage()).log("inventory is from memory");
      return List.copyOf(memory.sightings());
    }
    var explained = new ArrayList<Workload>();
    for (var now : held) {
      var before = memory.sighting(now.getContainer());
      var workload = Sightings.explain(before, now, Sightings.Watch.UNWATCHED);
      memory.saw(workload);
      explained.add(workload);
    }
    var present = explained.stream().map(Workload::getContainer).toList();
    for (var seen : memory.sightings()) {
      if (!present.contains(seen.getContainer())) {
        memory.lostSightOf(seen.getContainer());
      }
    }
    return explained;
  }

  /** The runtime says that something happened to this workload. */
  public void changed(String sandboxId, String container) {
    look(sandboxId, container, Sightings.Watch.WATCHED);
  }

  /**
   * Events may have been missed: looks at everything that differs from what was seen. An engine
   * that has just come back may not answer at once; one that goes again is compared at its next
   * return.
   */
  public void compare() {
    try {
      for (int attempt = 0; attempt < COMPARE_ATTEMPTS && !compared(); attempt++) {
        Thread.sleep(COMPARE_PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean compared() {
    try {
      for (var differing : Sightings.differing(memory.sightings(), runtime.inventory())) {
        look(differing.getSandboxId(), differing.getContainer(), Sightings.Watch.UNWATCHED);
      }
      return true;
    } catch (WorkFailedException away) {
      LOG.atInfo().addKeyValue("error", away.getMessage()).log("nothing compared yet");
      return false;
    }
  }

  /** The agent itself ended it: says why. Runs in the workload's lane. */
  public void ended(Workload workload) throws IOException {
    memory.saw(workload);
    listener.happened(workload);
  }

  private void look(String sandboxId, String container, Sightings.Watch watch) {
    if (!lanes.submit(sandboxId, () -> lookNow(container, watch))) {
      LOG.atWarn().addKeyValue("sandbox_id", sandboxId).log("too busy to look at a workload");
    }
  }

  private void lookNow(String container, Sightings.Watch watch) {
    try {
      var before = memory.sighting(container);
      var now = settled(container, runtime.inspect(container));
      if (now.isPresent()) {
        seen(before, Sightings.explain(before, now.get(), watch));
      } else if (before.isPresent()) {
        memory.lostSightOf(container);
        tell(Sightings.gone(before.get()));
      }
    } catch (WorkFailedException | IOException e) {
      LOG.atWarn()
          .addKeyValue("container", container)
          .addKeyValue("error", e.getMessage())
          .log("a workload could not be looked at");
    }
  }

  /**
   * A removal by force kills first: told of at once, it would be an exit that nobody wanted undone.
   */
  private Optional<Workload> settled(String container, Optional<Workload> now) throws IOException {
    if (now.filter(Sightings::isKilled).isEmpty()) {
      return now;
    }
    try {
      Thread.sleep(killSettle);
      return runtime.inspect(container);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return now;
    }
  }

  private void seen(Optional<Workload> before, Workload now) throws IOException {
    if (now.getState() == WorkloadState.CREATED) {
      return; // half made, by work that is under way
    }
    if (before.isPresent()) {
      memory.saw(now);
    }
    if (Sightings.isNews(before, now)) {
      tell(now);
    }
  }

  private void tell(Workload workload) {
    LOG.atInfo()
        .addKeyValue("sandbox_id", workload.getSandboxId())
        .addKeyValue("state", workload.getState())
        .addKeyValue("reason", workload.getReason())
        .addKeyValue("exit_code", workload.getExitCode())
        .log("workload changed by itself");
    listener.happened(workload);
  }
}
