package io.gstacks.host.work;

import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.SandboxId;
import io.gstacks.persistence.TenantId;
import java.util.concurrent.CompletionStage;

/**
 * Where hosts tell what happened to workloads, and ask whose they are. The sandboxes' module
 * implements it; here nobody knows a sandbox's rules.
 *
 * <p>Each stage completes once the answer is durable. A failed stage, or none in time, is no
 * answer: the agent repeats, the lease is asked about again.
 */
public interface SandboxPort {
  /** What came of an order. Completed: the agent may forget it. */
  CompletionStage<Void> finished(
      HostId host,
      TenantId tenant,
      SandboxId sandbox,
      String command,
      long generation,
      WorkOutcome outcome);

  /** A workload changed by itself. Completed: the agent may forget the report. */
  CompletionStage<Void> changed(HostId host, TenantId tenant, Workload workload);

  /** A step of a long order, for the activity; may be lost. */
  void progress(HostId host, TenantId tenant, SandboxId sandbox, String step, String detail);

  /**
   * A workload in an agent's inventory: is it to stay? Only asked for workloads whose proof holds.
   */
  CompletionStage<Claim> rediscovered(
      HostId host, TenantId tenant, ClusterId cluster, Workload workload);

  /**
   * A reservation whose lease ran out, or that has no workload at {@code Hello}: does the sandbox
   * hold it?
   */
  CompletionStage<Claim> holds(HostId host, TenantId tenant, SandboxId sandbox, long attempt);

  /** The host was declared lost: the sandbox will not come back from it by itself. */
  CompletionStage<Void> hostLost(HostId host, TenantId tenant, SandboxId sandbox, long attempt);

  /**
   * OURS is held or adopted; STALE is released, and removed where it runs; IGNORED is left alone.
   */
  enum Claim {
    OURS,
    STALE,
    IGNORED_ARCHIVED,
    IGNORED_NOT_FOUND
  }
}
