package io.gstacks.bench.footprint;

import io.gstacks.bench.installation.Await;
import io.gstacks.bench.installation.ControlPlane;
import io.gstacks.bench.installation.Progress;
import io.gstacks.bench.installation.Workplace;
import io.gstacks.bench.machine.LiveHeap;
import io.gstacks.bench.machine.Memory;
import io.gstacks.bench.report.Findings;
import io.gstacks.bench.report.Samples;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.LongStream;

/** What a thousand connected and idle agents cost the control plane. */
final class ConnectedAgents {
  private static final int AGENTS = 1_000;
  private static final int READINGS = 3;
  private static final Duration TIMEOUT = Duration.ofMinutes(4);
  private static final Duration IDLE = Duration.ofSeconds(20);

  private final Workplace workplace;

  ConnectedAgents(Workplace workplace) {
    this.workplace = workplace;
  }

  private record Memories(double liveHeap, double resident) {}

  void measure(Findings findings) throws IOException, InterruptedException {
    var installation = workplace.install("connected");
    try (var controlPlane = installation.startControlPlane()) {
      Await.pause(IDLE);
      var before = read(controlPlane);
      Progress.say("control plane: connecting %d simulated agents".formatted(AGENTS));
      try (var fleet = installation.startFleet(controlPlane, AGENTS)) {
        controlPlane.awaitHosts(AGENTS, fleet, TIMEOUT);
        Await.pause(IDLE);
        var after = read(controlPlane);
        findings
            .condition("connected_agents", AGENTS)
            .metric("live_heap_per_agent_kib", each(after.liveHeap() - before.liveHeap()))
            .metric("resident_per_agent_kib", each(after.resident() - before.resident()))
            .metric("resident_with_agents_mib", after.resident() / (1 << 20))
            .metric("live_heap_with_agents_mib", after.liveHeap() / (1 << 20))
            .metric("fleet_resident_mib", Memory.resident(fleet.pid()) / (double) (1 << 20));
      }
    }
  }

  /** The median of several collections: a reading may catch work of the moment. */
  private static Memories read(ControlPlane controlPlane) throws IOException, InterruptedException {
    long pid = controlPlane.process().pid();
    var heap = LongStream.builder();
    for (int reading = 0; reading < READINGS; reading++) {
      heap.add(LiveHeap.bytes(pid));
    }
    return new Memories(Samples.of(heap.build()).median(), Memory.resident(pid));
  }

  private static double each(double bytes) {
    return bytes / AGENTS / 1024;
  }
}
