package io.gstacks.host.session;

import io.gstacks.agent.protocol.ChannelRefused;
import io.gstacks.agent.protocol.FromAgent;
import io.gstacks.agent.protocol.Heartbeat;
import io.gstacks.agent.protocol.WorkProgress;
import io.gstacks.agent.protocol.WorkResult;
import io.gstacks.agent.protocol.WorkloadReport;
import io.gstacks.host.SandboxId;
import io.gstacks.host.authority.Identity;
import io.gstacks.persistence.Ulid;
import java.util.List;
import java.util.Optional;

/** What an agent says once it is welcome, and where each word goes. */
final class Conversation {
  private final Identity.Host peer;
  private final SessionWorld world;
  private final Outbox outbox;
  private final Pulse pulse;
  private final Workloads workloads;
  private final Courier courier;

  Conversation(
      Identity.Host peer,
      SessionWorld world,
      Outbox outbox,
      Pulse pulse,
      Workloads workloads,
      Courier courier) {
    this.peer = peer;
    this.world = world;
    this.outbox = outbox;
    this.pulse = pulse;
    this.workloads = workloads;
    this.courier = courier;
  }

  Optional<Farewell> hear(FromAgent said) {
    switch (said.getMessageCase()) {
      case HEARTBEAT -> heartbeat(said.getHeartbeat());
      case WORK_RESULT -> courier.take(result(said.getWorkResult()));
      case WORKLOAD_REPORT -> {
        return report(said.getWorkloadReport());
      }
      case WORK_PROGRESS -> progress(said.getWorkProgress());
      case CHANNEL_REFUSED -> refused(said.getChannelRefused());
      case HELLO, INVENTORY ->
          throw new ProtocolException(said.getMessageCase() + " after Welcome");
      // What a newer agent says is not known here yet; a late CleanupDone has had its answer.
      case CLEANUP_DONE, MESSAGE_NOT_SET -> {}
    }
    return Optional.empty();
  }

  private void heartbeat(Heartbeat heartbeat) {
    var condition = Introductions.condition(heartbeat.getTelemetry(), heartbeat.getRuntimesList());
    if (pulse.condition(condition)) {
      pulse.beat();
    }
  }

  private Delivery result(WorkResult result) {
    return new Delivery.Result(
        sandbox(result.getSandboxId()),
        Texts.name("command id", result.getCommandId()),
        result.getGeneration(),
        workloads.outcome(result));
  }

  /** An unproven workload goes on record and no further; the agent need not say it again. */
  private Optional<Farewell> report(WorkloadReport report) {
    return switch (workloads.check(report.getWorkload())) {
      case Workloads.Proven(var workload) -> {
        courier.take(new Delivery.Report(report.getReportId(), workload));
        yield Optional.empty();
      }
      case Workloads.Unproven(var workload) -> {
        pulse.disown(List.of(workload));
        yield outbox.send(Delivery.Report.acknowledgement(report.getReportId()));
      }
    };
  }

  private void progress(WorkProgress progress) {
    world
        .sandboxes()
        .progress(
            peer.host(),
            peer.tenant(),
            sandbox(progress.getSandboxId()),
            Texts.name("step", progress.getStep()),
            Texts.message(progress.getDetail()));
  }

  private void refused(ChannelRefused refused) {
    world
        .refusedChannels()
        .refused(
            peer.host(),
            refused.getToken(),
            Texts.name("channel code", refused.getCode()),
            Texts.message(refused.getMessage()));
  }

  private static SandboxId sandbox(String id) {
    if (!Ulid.isValid(SandboxId.PREFIX, id)) {
      throw new ProtocolException("not the id of a sandbox");
    }
    return new SandboxId(id);
  }
}
