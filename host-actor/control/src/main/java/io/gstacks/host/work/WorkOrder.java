package io.gstacks.host.work;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.gstacks.host.Resources;
import io.gstacks.persistence.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One thing to do for one workload, as {@code Work} of agent.proto. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "order")
@JsonSubTypes({
  @JsonSubTypes.Type(value = WorkOrder.Provision.class, name = "provision"),
  @JsonSubTypes.Type(value = WorkOrder.Start.class, name = "start"),
  @JsonSubTypes.Type(value = WorkOrder.Stop.class, name = "stop"),
  @JsonSubTypes.Type(value = WorkOrder.Remove.class, name = "remove")
})
public sealed interface WorkOrder {
  /**
   * Create and start.
   *
   * @param environment in the clear: it lives in this message and on the wire only
   * @param pull {@code if_missing}, {@code never} or {@code always}
   * @param command empty for a main process that stays
   */
  record Provision(
      TenantId tenant,
      String name,
      String image,
      String pull,
      List<String> command,
      Map<String, String> environment,
      Resources limits)
      implements WorkOrder {
    public Provision {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
    }

    /** Names only: values are secrets. */
    @Override
    public String toString() {
      return "Provision[" + image + ", environment " + environment.keySet() + "]";
    }
  }

  record Start() implements WorkOrder {}

  record Stop(Duration grace) implements WorkOrder {}

  record Remove(boolean purgeWorkspace) implements WorkOrder {}
}
