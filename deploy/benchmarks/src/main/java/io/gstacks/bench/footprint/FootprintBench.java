package io.gstacks.bench.footprint;

import io.gstacks.bench.Bench;
import io.gstacks.bench.installation.Workplace;
import io.gstacks.bench.report.Bound;
import io.gstacks.bench.report.Findings;
import java.util.List;

/** What gstacks costs while nothing happens, and how long it takes to be there. */
public final class FootprintBench implements Bench {
  @Override
  public String name() {
    return "footprint";
  }

  @Override
  public List<Bound> bounds() {
    return List.of(
        Bound.atMost("control_plane_ready_existing_s", 5, "s"),
        Bound.atMost("control_plane_ready_new_s", 10, "s"),
        Bound.atMost("agent_start_s", 2, "s"),
        Bound.atMost("agent_resident_mib", 150, "MiB"),
        Bound.atMost("live_heap_per_agent_kib", 200, "KiB"),
        Bound.atMost("version_s", 0.4, "s"));
  }

  @Override
  public void run(Workplace workplace, Findings findings) throws Exception {
    new CommandLine(workplace).measure(findings);
    var installation = new ControlPlaneStarts(workplace).measure(findings);
    new AgentStarts(installation).measure(findings);
    new ConnectedAgents(workplace).measure(findings);
  }
}
