package io.gstacks.bench.footprint;

import io.gstacks.bench.installation.Await;
import io.gstacks.bench.installation.ControlPlane;
import io.gstacks.bench.installation.Installation;
import io.gstacks.bench.installation.Journal;
import io.gstacks.bench.installation.Progress;
import io.gstacks.bench.installation.Workplace;
import io.gstacks.bench.machine.LiveHeap;
import io.gstacks.bench.machine.Memory;
import io.gstacks.bench.report.Findings;
import io.gstacks.bench.report.Samples;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The control plane on new and on existing data directories, then idle. */
final class ControlPlaneStarts {
  private static final int NEW = 3;
  private static final int EXISTING = 5;
  private static final Duration IDLE = Duration.ofSeconds(15);

  private final Workplace workplace;

  ControlPlaneStarts(Workplace workplace) {
    this.workplace = workplace;
  }

  /** Returns an installation that has been used. */
  Installation measure(Findings findings) throws Exception {
    Progress.say("control plane: %d starts on new directories".formatted(NEW));
    List<Long> fresh = new ArrayList<>();
    var installation = workplace.install("new-0");
    fresh.add(start(installation));
    for (int run = 1; run < NEW; run++) {
      fresh.add(start(workplace.install("new-" + run)));
    }
    Progress.say("control plane: %d starts on an existing directory".formatted(EXISTING));
    List<Long> again = new ArrayList<>();
    for (int run = 0; run < EXISTING; run++) {
      again.add(start(installation));
    }
    tell("control_plane_ready_new", fresh, findings);
    tell("control_plane_ready_existing", again, findings);
    idle(installation, findings);
    return installation;
  }

  private static long start(Installation installation) throws IOException, InterruptedException {
    try (var controlPlane = installation.startControlPlane()) {
      return controlPlane.readyNanos();
    }
  }

  private static void tell(String name, List<Long> nanos, Findings findings) {
    var samples = Samples.of(nanos);
    findings
        .metric(name + "_s", samples.median() / 1e9)
        .metric(name + "_max_s", samples.max() / 1e9);
  }

  private static void idle(Installation installation, Findings findings) throws Exception {
    try (var controlPlane = installation.startControlPlane();
        var journal = Journal.open(installation)) {
      findings.condition("postgresql", journal.settings());
      Await.pause(IDLE);
      resident(controlPlane, findings);
      double mib = 1 << 20;
      findings
          .metric("postgresql_mib", Memory.proportionalOfTree(journal.postmasterPid()) / mib)
          .metric(
              "control_plane_live_heap_mib", LiveHeap.bytes(controlPlane.process().pid()) / mib);
    }
  }

  private static void resident(ControlPlane controlPlane, Findings findings) throws IOException {
    findings.metric(
        "control_plane_resident_mib",
        Memory.resident(controlPlane.process().pid()) / (double) (1 << 20));
  }
}
