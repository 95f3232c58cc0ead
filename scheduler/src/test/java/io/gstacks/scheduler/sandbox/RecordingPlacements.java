package io.gstacks.scheduler.sandbox;

import io.gstacks.host.ClusterId;
import io.gstacks.host.SandboxId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A scheduler that only remembers what it was told. */
final class RecordingPlacements implements Placements {
  private final List<HostWanted> wanted = new CopyOnWriteArrayList<>();
  private final List<SandboxId> startsEnded = new CopyOnWriteArrayList<>();
  private final List<SandboxId> withdrawn = new CopyOnWriteArrayList<>();

  @Override
  public void place(HostWanted request) {
    wanted.add(request);
  }

  @Override
  public void withdraw(ClusterId cluster, SandboxId sandbox) {
    withdrawn.add(sandbox);
  }

  @Override
  public void startEnded(ClusterId cluster, SandboxId sandbox) {
    startsEnded.add(sandbox);
  }

  List<HostWanted> wanted() {
    return wanted;
  }

  List<SandboxId> startsEnded() {
    return startsEnded;
  }

  List<SandboxId> withdrawn() {
    return withdrawn;
  }

  void forget() {
    wanted.clear();
    startsEnded.clear();
    withdrawn.clear();
  }
}
