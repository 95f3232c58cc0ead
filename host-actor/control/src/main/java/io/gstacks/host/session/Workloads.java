package io.gstacks.host.session;

import io.gstacks.agent.protocol.WorkFailure;
import io.gstacks.agent.protocol.WorkResult;
import io.gstacks.host.SandboxId;
import io.gstacks.host.authority.CertificateAuthority;
import io.gstacks.host.authority.Identity;
import io.gstacks.host.fleet.Disowned;
import io.gstacks.host.work.WorkOutcome;
import io.gstacks.host.work.Workload;
import io.gstacks.persistence.Ulid;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tells an agent's workloads that are ours from those that only say so. A label is a claim; the
 * proof in it, and the tenant and cluster of the agent's certificate, decide.
 */
final class Workloads {
  private static final int MAX_STEPS = 32;

  private final Identity.Host peer;
  private final CertificateAuthority authority;

  /** What a claim came to. */
  sealed interface Checked {}

  record Proven(Workload workload) implements Checked {}

  record Unproven(Disowned workload) implements Checked {}

  Workloads(Identity.Host peer, CertificateAuthority authority) {
    this.peer = peer;
    this.authority = authority;
  }

  Checked check(io.gstacks.agent.protocol.Workload said) {
    if (!said.getTenantId().equals(peer.tenant().value())
        || !said.getClusterId().equals(peer.cluster().value())) {
      return unproven(said, "foreign");
    }
    if (!Ulid.isValid(SandboxId.PREFIX, said.getSandboxId())) {
      return unproven(said, "unproven");
    }
    var sandbox = new SandboxId(said.getSandboxId());
    var proven =
        authority.proves(
            said.getProof(), peer.tenant(), peer.cluster(), sandbox, said.getGeneration());
    return proven ? new Proven(workload(sandbox, said)) : unproven(said, "unproven");
  }

  private static Unproven unproven(io.gstacks.agent.protocol.Workload said, String reason) {
    return new Unproven(
        new Disowned(
            Disowned.Kind.QUARANTINED,
            Texts.message(cut(said.getContainer())),
            Texts.message(cut(said.getContainerName())),
            Texts.message(cut(said.getSandboxId())),
            said.getGeneration(),
            reason));
  }

  private static String cut(String text) {
    return text.length() > Texts.NAME ? text.substring(0, Texts.NAME) : text;
  }

  private static Workload workload(SandboxId sandbox, io.gstacks.agent.protocol.Workload said) {
    return new Workload(
        sandbox,
        said.getGeneration(),
        state(said.getState()),
        Texts.name("container", said.getContainer()),
        Texts.name("container name", said.getContainerName()),
        said.getExitCode(),
        Texts.name("reason", said.getReason()),
        Texts.name("image", said.getImage()),
        Texts.name("digest", said.getImageDigest()));
  }

  private static Workload.State state(io.gstacks.agent.protocol.WorkloadState state) {
    return switch (state) {
      case CREATED -> Workload.State.CREATED;
      case RUNNING -> Workload.State.RUNNING;
      case EXITED -> Workload.State.EXITED;
      case ABSENT -> Workload.State.ABSENT;
      case WORKLOAD_STATE_UNSPECIFIED, UNRECOGNIZED ->
          throw new ProtocolException("a workload without a state");
    };
  }

  /** What is gone has no labels left that could prove it; that it is gone is the host's to say. */
  private static boolean isRemoved(WorkResult result) {
    var said = result.getWorkload();
    return said.getState() == io.gstacks.agent.protocol.WorkloadState.ABSENT
        && Ulid.isValid(SandboxId.PREFIX, said.getSandboxId())
        && said.getSandboxId().equals(result.getSandboxId())
        && said.getGeneration() == result.getGeneration();
  }

  /** What came of an order; a success must show a workload of that very sandbox and generation. */
  WorkOutcome outcome(WorkResult result) {
    if (result.hasFailure()) {
      return failed(result.getFailure());
    }
    if (isRemoved(result)) {
      return new WorkOutcome.Done(
          workload(new SandboxId(result.getSandboxId()), result.getWorkload()), steps(result));
    }
    return switch (check(result.getWorkload())) {
      case Proven(var workload)
          when workload.sandbox().value().equals(result.getSandboxId())
              && workload.generation() == result.getGeneration() ->
          new WorkOutcome.Done(workload, steps(result));
      case Proven _, Unproven _ ->
          new WorkOutcome.Failed("invalid", "the agent answered with another workload", false);
    };
  }

  private static WorkOutcome failed(WorkFailure failure) {
    return new WorkOutcome.Failed(
        Texts.name("failure code", failure.getCode()),
        Texts.message(failure.getMessage()),
        failure.getRetryable(),
        failure.getMayRemain());
  }

  private static Map<String, Long> steps(WorkResult result) {
    return result.getStepMillisMap().entrySet().stream()
        .limit(MAX_STEPS)
        .collect(
            Collectors.toUnmodifiableMap(
                step -> Texts.name("step", step.getKey()), Map.Entry::getValue));
  }
}
