package io.gstacks.agent.host;

import io.gstacks.agent.protocol.Capacity;
import io.gstacks.agent.protocol.Facts;
import io.gstacks.agent.protocol.Telemetry;
import java.util.List;

/** What a host says of itself, beside what its runtime knows. Asked anew for every Hello. */
public interface HostProfile {
  Facts facts();

  Capacity capacity();

  /** All but the numbers of containers. Must not block. */
  Telemetry.Builder telemetry();

  /** Words of this machine and of its owner. */
  List<String> traits();
}
