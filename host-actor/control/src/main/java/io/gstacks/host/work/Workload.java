package io.gstacks.host.work;

import io.gstacks.host.SandboxId;

/**
 * A workload as its host tells it: claims that were checked (tenant, cluster and proof) before this
 * record was made.
 *
 * @param container the runtime's id, our handle; {@code containerName} is for display
 * @param reason why it ended: exited, oom_killed, removed, engine_lost, disk_limit, agent_stopped;
 *     empty while it runs
 */
public record Workload(
    SandboxId sandbox,
    long generation,
    State state,
    String container,
    String containerName,
    int exitCode,
    String reason,
    String image,
    String imageDigest) {
  public enum State {
    CREATED,
    RUNNING,
    EXITED,
    ABSENT
  }
}
