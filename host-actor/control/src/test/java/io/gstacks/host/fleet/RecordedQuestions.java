package io.gstacks.host.fleet;

import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.SandboxId;
import io.gstacks.host.work.SandboxPort;
import io.gstacks.host.work.WorkOutcome;
import io.gstacks.host.work.Workload;
import io.gstacks.persistence.TenantId;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/** Sandboxes that answer as a test says, and remember what they were asked and told. */
final class RecordedQuestions implements SandboxPort {
  final Queue<SandboxId> asked = new ConcurrentLinkedQueue<>();
  final Queue<SandboxId> told = new ConcurrentLinkedQueue<>();
  volatile Function<SandboxId, Optional<Claim>> answer = _ -> Optional.of(Claim.OURS);
  volatile boolean deaf;

  @Override
  public CompletionStage<Void> finished(
      HostId host,
      TenantId tenant,
      SandboxId sandbox,
      String command,
      long generation,
      WorkOutcome outcome) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Void> changed(HostId host, TenantId tenant, Workload workload) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void progress(
      HostId host, TenantId tenant, SandboxId sandbox, String step, String detail) {}

  @Override
  public CompletionStage<Claim> rediscovered(
      HostId host, TenantId tenant, ClusterId cluster, Workload workload) {
    return answered(workload.sandbox());
  }

  @Override
  public CompletionStage<Claim> holds(
      HostId host, TenantId tenant, SandboxId sandbox, long attempt) {
    asked.add(sandbox);
    return answered(sandbox);
  }

  @Override
  public CompletionStage<Void> hostLost(
      HostId host, TenantId tenant, SandboxId sandbox, long attempt) {
    told.add(sandbox);
    return deaf
        ? CompletableFuture.failedFuture(new IllegalStateException("away"))
        : CompletableFuture.completedFuture(null);
  }

  private CompletionStage<Claim> answered(SandboxId sandbox) {
    return answer
        .apply(sandbox)
        .<CompletionStage<Claim>>map(CompletableFuture::completedFuture)
        .orElseGet(() -> CompletableFuture.failedFuture(new IllegalStateException("away")));
  }
}
