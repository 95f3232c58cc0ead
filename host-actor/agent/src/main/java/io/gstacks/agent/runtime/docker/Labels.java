package io.gstacks.agent.runtime.docker;

import io.gstacks.agent.protocol.Workload;
import io.gstacks.agent.runtime.ProvisionOrder;
import java.util.Map;
import java.util.TreeMap;

/** What is written on a container, so that an agent which remembers nothing finds its workloads. */
final class Labels {
  static final String INSTALLATION = "dev.gstacks.installation_id";
  static final String SANDBOX = "dev.gstacks.sandbox_id";
  private static final String TENANT = "dev.gstacks.tenant_id";
  private static final String CLUSTER = "dev.gstacks.cluster_id";
  private static final String HOST = "dev.gstacks.host_id";
  private static final String GENERATION = "dev.gstacks.generation";
  private static final String PROOF = "dev.gstacks.proof";
  private static final String MANAGED = "dev.gstacks.managed";

  private Labels() {}

  static Map<String, String> of(ProvisionOrder order, String installationId, String hostId) {
    var labels = new TreeMap<String, String>();
    labels.put(INSTALLATION, installationId);
    labels.put(SANDBOX, order.sandboxId());
    labels.put(TENANT, order.provision().getTenantId());
    labels.put(CLUSTER, order.provision().getClusterId());
    labels.put(HOST, hostId);
    labels.put(GENERATION, Long.toString(order.generation()));
    labels.put(PROOF, order.provision().getProof());
    labels.put(MANAGED, "true");
    return labels;
  }

  /** The ids that a container claims. A generation that is no number is 0: older than any. */
  static Workload.Builder read(Map<String, String> labels) {
    return Workload.newBuilder()
        .setSandboxId(labels.getOrDefault(SANDBOX, ""))
        .setTenantId(labels.getOrDefault(TENANT, ""))
        .setClusterId(labels.getOrDefault(CLUSTER, ""))
        .setHostId(labels.getOrDefault(HOST, ""))
        .setGeneration(generation(labels.getOrDefault(GENERATION, "0")))
        .setProof(labels.getOrDefault(PROOF, ""));
  }

  private static long generation(String text) {
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }

  /** {@code gstacks-<ulid>-<generation>}: for people, and to make a second one fail. */
  static String containerName(String sandboxId, long generation) {
    var ulid = sandboxId.startsWith("sbx_") ? sandboxId.substring(4) : sandboxId;
    return "gstacks-" + ulid + "-" + generation;
  }
}
