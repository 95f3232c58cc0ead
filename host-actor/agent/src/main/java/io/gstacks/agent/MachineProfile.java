package io.gstacks.agent;

import io.gstacks.agent.host.HostProfile;
import io.gstacks.agent.protocol.Capacity;
import io.gstacks.agent.protocol.Facts;
import io.gstacks.agent.protocol.Telemetry;
import io.gstacks.agent.telemetry.Machine;
import io.gstacks.agent.telemetry.Traits;
import io.gstacks.agent.workspace.Workspaces;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this machine says of itself. */
record MachineProfile(Machine machine, AgentSettings settings, Workspaces workspaces)
    implements HostProfile {
  private static final Logger LOG = LoggerFactory.getLogger(MachineProfile.class);

  @Override
  public Facts facts() {
    return machine.facts(Version.text());
  }

  @Override
  public Capacity capacity() {
    var set = settings.capacity();
    var reserve = settings.workspace().reservePercent();
    return Capacity.newBuilder()
        .setCpuMillis(set.cpuMillis() > 0 ? set.cpuMillis() : machine.cpuMillis())
        .setMemoryMib(
            set.memoryMib() > 0
                ? set.memoryMib()
                : Math.max(0, machine.memoryMib() - set.memoryReserveMib()))
        .setDiskMib(set.diskMib() > 0 ? set.diskMib() : machine.diskMib(reserve, held()))
        .setConcurrentStarts(settings.work().concurrentStarts())
        .build();
  }

  private long held() {
    try {
      return workspaces.heldBytes();
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("error", e.getMessage()).log("workspaces cannot be measured");
      return 0;
    }
  }

  @Override
  public Telemetry.Builder telemetry() {
    return machine.telemetry();
  }

  @Override
  public List<String> traits() {
    return Traits.together(List.of("linux", facts().getArchitecture()), settings.traits());
  }
}
