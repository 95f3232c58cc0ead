package io.gstacks.agent.testing;

import io.gstacks.agent.host.HostProfile;
import io.gstacks.agent.protocol.Capacity;
import io.gstacks.agent.protocol.Facts;
import io.gstacks.agent.protocol.Telemetry;
import java.util.List;
import java.util.function.IntSupplier;

/** A host that says next to nothing of itself. */
public record SimpleProfile(IntSupplier diskMib) implements HostProfile {
  public SimpleProfile() {
    this(() -> 0);
  }

  @Override
  public Facts facts() {
    return Facts.newBuilder().setHostname("test").setOs("linux").build();
  }

  @Override
  public Capacity capacity() {
    return Capacity.newBuilder().setCpuMillis(1_000).setDiskMib(diskMib.getAsInt()).build();
  }

  @Override
  public Telemetry.Builder telemetry() {
    return Telemetry.newBuilder();
  }

  @Override
  public List<String> traits() {
    return List.of("linux");
  }
}
