package io.gstacks.host.assembly;

import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.SandboxId;
import io.gstacks.host.fleet.HostAnnouncement;
import io.gstacks.host.fleet.HostAnnouncements;
import io.gstacks.host.work.SandboxPort;
import io.gstacks.host.work.WorkOutcome;
import io.gstacks.host.work.Workload;
import io.gstacks.persistence.TenantId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * The ports of the modules above, which start after this one because they need it. Until they are
 * there, a question has no answer and an announcement is not heard: both are made again.
 */
final class LatePorts implements SandboxPort, HostAnnouncements {
  private record Bound(SandboxPort sandboxes, HostAnnouncements announcements) {}

  private final AtomicReference<Optional<Bound>> bound = new AtomicReference<>(Optional.empty());

  void bind(SandboxPort sandboxes, HostAnnouncements announcements) {
    bound.set(Optional.of(new Bound(sandboxes, announcements)));
  }

  private <T> CompletionStage<T> ask(Function<SandboxPort, CompletionStage<T>> question) {
    return bound
        .get()
        .map(ports -> question.apply(ports.sandboxes()))
        .orElseGet(() ->
            CompletableFuture.failedFuture(
                new IllegalStateException("the sandboxes' module has not started")));
  }

  @Override
  public void announce(HostAnnouncement announcement) {
    bound.get().ifPresent(ports -> ports.announcements().announce(announcement));
  }

  @Override
  public CompletionStage<Void> finished(
      HostId host,
      TenantId tenant,
      SandboxId sandbox,
      String command,
      long generation,
      WorkOutcome outcome) {
    return ask(port -> port.finished(host, tenant, sandbox, command, generation, outcome));
  }

  @Override
  public CompletionStage<Void> changed(HostId host, TenantId tenant, Workload workload) {
    return ask(port -> port.changed(host, tenant, workload));
  }

  @Override
  public void progress(
      HostId host, TenantId tenant, SandboxId sandbox, String step, String detail) {
    bound.get().ifPresent(ports -> ports.sandboxes().progress(host, tenant, sandbox, step, detail));
  }

  @Override
  public CompletionStage<Claim> rediscovered(
      HostId host, TenantId tenant, ClusterId cluster, Workload workload) {
    return ask(port -> port.rediscovered(host, tenant, cluster, workload));
  }

  @Override
  public CompletionStage<Claim> holds(
      HostId host, TenantId tenant, SandboxId sandbox, long attempt) {
    return ask(port -> port.holds(host, tenant, sandbox, attempt));
  }

  @Override
  public CompletionStage<Void> hostLost(
      HostId host, TenantId tenant, SandboxId sandbox, long attempt) {
    return ask(port -> port.hostLost(host, tenant, sandbox, attempt));
  }
}
