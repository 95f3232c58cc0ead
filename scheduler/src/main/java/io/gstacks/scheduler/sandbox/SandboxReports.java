package io.gstacks.scheduler.sandbox;

import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.SandboxId;
import io.gstacks.host.work.SandboxPort;
import io.gstacks.host.work.WorkOutcome;
import io.gstacks.host.work.Workload;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.Caller;
import io.gstacks.persistence.entity.Meta;
import io.gstacks.persistence.entity.Refusal;
import java.util.concurrent.CompletionStage;

/** Takes what hosts tell of workloads to their sandboxes' entities. */
public final class SandboxReports implements SandboxPort {
  private final Sandboxes sandboxes;

  public SandboxReports(Sandboxes sandboxes) {
    this.sandboxes = sandboxes;
  }

  /** The order's id names the report too: a repeated report is the same command. */
  @Override
  public CompletionStage<Void> finished(
      HostId host,
      TenantId tenant,
      SandboxId sandbox,
      String command,
      long generation,
      WorkOutcome outcome) {
    var meta = new Meta(Caller.host(tenant, host.value()), "", command + "/finished");
    return sandboxes
        .ask(
            sandbox,
            replyTo ->
                new SandboxCommand.Finished(meta, host, command, generation, outcome, replyTo))
        .thenAccept(SandboxReports::noted);
  }

  @Override
  public CompletionStage<Void> changed(HostId host, TenantId tenant, Workload workload) {
    var meta = meta(host, tenant);
    return sandboxes
        .ask(
            workload.sandbox(),
            replyTo -> new SandboxCommand.Changed(meta, host, workload, replyTo))
        .thenAccept(SandboxReports::noted);
  }

  @Override
  public void progress(
      HostId host, TenantId tenant, SandboxId sandbox, String step, String detail) {
    var meta = meta(host, tenant);
    var _ =
        sandboxes.ask(
            sandbox, replyTo -> new SandboxCommand.Progress(meta, host, step, detail, replyTo));
  }

  @Override
  public CompletionStage<Claim> rediscovered(
      HostId host, TenantId tenant, ClusterId cluster, Workload workload) {
    var meta = meta(host, tenant);
    return sandboxes
        .ask(
            workload.sandbox(),
            replyTo -> new SandboxCommand.Rediscovered(meta, host, cluster, workload, replyTo))
        .thenApply(reply -> claim(reply, Claim.IGNORED_NOT_FOUND));
  }

  @Override
  public CompletionStage<Claim> holds(
      HostId host, TenantId tenant, SandboxId sandbox, long attempt) {
    var meta = meta(host, tenant);
    return sandboxes
        .ask(sandbox, replyTo -> new SandboxCommand.Holds(meta, host, attempt, replyTo))
        .thenApply(reply -> claim(reply, Claim.STALE));
  }

  @Override
  public CompletionStage<Void> hostLost(
      HostId host, TenantId tenant, SandboxId sandbox, long attempt) {
    var meta = meta(host, tenant);
    return sandboxes
        .ask(sandbox, replyTo -> new SandboxCommand.HostLost(meta, host, attempt, replyTo))
        .thenAccept(SandboxReports::noted);
  }

  private static Meta meta(HostId host, TenantId tenant) {
    return Meta.of(Caller.host(tenant, host.value()));
  }

  /** A sandbox that is not there, or not this tenant's, has nothing to say of a report. */
  private static void noted(SandboxCommand.Reply reply) {
    switch (reply) {
      case SandboxCommand.Noted _, SandboxCommand.Accepted _, SandboxCommand.Claimed _ -> {}
      case SandboxCommand.Refused(var refusal) -> requireNotFound(refusal);
    }
  }

  private static Claim claim(SandboxCommand.Reply reply, Claim ofNobody) {
    return switch (reply) {
      case SandboxCommand.Claimed(var claim, _) -> claim;
      case SandboxCommand.Refused(var refusal) -> {
        requireNotFound(refusal);
        yield ofNobody;
      }
      case SandboxCommand.Noted _, SandboxCommand.Accepted _ ->
          throw new IllegalStateException("no claim: " + reply);
    };
  }

  /** Anything else is no answer: who asked asks again. */
  private static void requireNotFound(Refusal refusal) {
    if (refusal.kind() != Refusal.Kind.NOT_FOUND) {
      throw new IllegalStateException(refusal.code() + ": " + refusal.message());
    }
  }
}
