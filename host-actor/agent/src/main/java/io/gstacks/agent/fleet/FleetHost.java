package io.gstacks.agent.fleet;

import io.gstacks.agent.host.HostProfile;
import io.gstacks.agent.protocol.Capacity;
import io.gstacks.agent.protocol.Facts;
import io.gstacks.agent.protocol.Telemetry;
import io.gstacks.agent.runtime.simulated.SimulatedSettings;
import java.util.List;

/** What a simulated host says of itself. */
record FleetHost(String name, String version, SimulatedSettings.Size size, int concurrentStarts)
    implements HostProfile {
  @Override
  public Facts facts() {
    return Facts.newBuilder()
        .setHostname(name)
        .setAgentVersion(version)
        .setOs("linux")
        .setArchitecture("amd64")
        .setKernel("simulated")
        .build();
  }

  @Override
  public Capacity capacity() {
    return Capacity.newBuilder()
        .setCpuMillis(size.cpuMillis())
        .setMemoryMib(size.memoryMib())
        .setDiskMib(size.diskMib())
        .setConcurrentStarts(concurrentStarts)
        .build();
  }

  @Override
  public Telemetry.Builder telemetry() {
    return Telemetry.newBuilder()
        .setMemoryTotalMib(size.memoryMib())
        .setDiskTotalMib(size.diskMib());
  }

  @Override
  public List<String> traits() {
    return List.of("amd64", "linux");
  }
}
