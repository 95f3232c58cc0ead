package io.gstacks.host.assembly;

import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.SandboxId;
import io.gstacks.host.work.SandboxPort;
import io.gstacks.host.work.WorkOutcome;
import io.gstacks.host.work.Workload;
import io.gstacks.persistence.TenantId;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The sandboxes' side, as a test wants it: what they answer, and what they were told. */
final class ScriptedSandboxes implements SandboxPort {
  volatile Function<Workload, CompletionStage<Claim>> rediscovery =
      _ -> CompletableFuture.completedFuture(Claim.OURS);
  volatile BiFunction<SandboxId, Long, CompletionStage<Claim>> holding =
      (_, _) -> CompletableFuture.completedFuture(Claim.OURS);
  volatile Function<SandboxId, CompletionStage<Void>> news =
      _ -> CompletableFuture.completedFuture(null);
  final Queue<String> told = new ConcurrentLinkedQueue<>();

  @Override
  public CompletionStage<Void> finished(
      HostId host,
      TenantId tenant,
      SandboxId sandbox,
      String command,
      long generation,
      WorkOutcome outcome) {
    told.add("finished " + command + " " + outcome.getClass().getSimpleName());
    return news.apply(sandbox);
  }

  @Override
  public CompletionStage<Void> changed(HostId host, TenantId tenant, Workload workload) {
    told.add("changed " + workload.state() + " " + workload.reason());
    return news.apply(workload.sandbox());
  }

  @Override
  public void progress(
      HostId host, TenantId tenant, SandboxId sandbox, String step, String detail) {
    told.add("progress " + step);
  }

  @Override
  public CompletionStage<Claim> rediscovered(
      HostId host, TenantId tenant, ClusterId cluster, Workload workload) {
    told.add("rediscovered " + workload.sandbox());
    return rediscovery.apply(workload);
  }

  @Override
  public CompletionStage<Claim> holds(
      HostId host, TenantId tenant, SandboxId sandbox, long attempt) {
    told.add("holds " + sandbox + " " + attempt);
    return holding.apply(sandbox, attempt);
  }

  @Override
  public CompletionStage<Void> hostLost(
      HostId host, TenantId tenant, SandboxId sandbox, long attempt) {
    told.add("lost " + sandbox);
    return news.apply(sandbox);
  }
}
