package io.gstacks.agent.host;

import io.gstacks.agent.protocol.CachedImage;
import io.gstacks.agent.protocol.Capacity;
import io.gstacks.agent.protocol.Heartbeat;
import io.gstacks.agent.protocol.Hello;
import io.gstacks.agent.protocol.Telemetry;
import io.gstacks.agent.protocol.WorkloadState;
import io.gstacks.agent.runtime.ContainerRuntime;
import io.gstacks.agent.runtime.WorkFailedException;
import io.gstacks.agent.state.AgentMemory;
import io.gstacks.agent.telemetry.Traits;
import java.util.List;
import java.util.Optional;

/** What a host says of itself, and whether its last Hello is still true enough. */
final class Portrait {
  private final String bootId;
  private final HostProfile profile;
  private final ContainerRuntime runtime;
  private final AgentMemory memory;
  private volatile Optional<Capacity> told = Optional.empty();

  Portrait(String bootId, HostProfile profile, ContainerRuntime runtime, AgentMemory memory) {
    this.bootId = bootId;
    this.profile = profile;
    this.runtime = runtime;
    this.memory = memory;
  }

  /** Blocks, and remembers what it tells. */
  Hello hello() {
    var capacity = profile.capacity();
    told = Optional.of(capacity);
    return Hello.newBuilder()
        .setBootId(bootId)
        .setFacts(profile.facts())
        .addRuntimes(runtime.health())
        .addAllTraits(Traits.together(runtime.traits(), profile.traits()))
        .setCapacity(capacity)
        .addAllImages(images())
        .setTelemetry(telemetry())
        .buildPartial();
  }

  private List<CachedImage> images() {
    try {
      return runtime.images();
    } catch (WorkFailedException away) {
      return List.of();
    }
  }

  /** The capacity now, when placement should know another than it was told. Blocks. */
  Optional<Capacity> otherCapacity() {
    var now = profile.capacity();
    return told.filter(before -> Capacities.differ(before, now)).map(_ -> now);
  }

  Heartbeat heartbeat() {
    return Heartbeat.newBuilder().setTelemetry(telemetry()).addRuntimes(runtime.health()).build();
  }

  private Telemetry telemetry() {
    var seen = memory.sightings();
    var running = seen.stream().filter(w -> w.getState() == WorkloadState.RUNNING).count();
    return profile
        .telemetry()
        .setContainersTotal(seen.size())
        .setContainersRunning((int) running)
        .build();
  }
}
