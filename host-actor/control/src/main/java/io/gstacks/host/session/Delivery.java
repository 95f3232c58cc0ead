package io.gstacks.host.session;

import io.gstacks.agent.protocol.ReportAck;
import io.gstacks.agent.protocol.ResultAck;
import io.gstacks.agent.protocol.ToAgent;
import io.gstacks.host.SandboxId;
import io.gstacks.host.authority.Identity;
import io.gstacks.host.work.SandboxPort;
import io.gstacks.host.work.WorkOutcome;
import io.gstacks.host.work.Workload;
import java.util.concurrent.CompletionStage;

/** News of an agent on its way to a sandbox; the agent keeps it until the acknowledgement. */
sealed interface Delivery {
  CompletionStage<Void> to(SandboxPort sandboxes, Identity.Host peer);

  ToAgent.Builder acknowledgement();

  record Result(SandboxId sandbox, String command, long generation, WorkOutcome outcome)
      implements Delivery {
    @Override
    public CompletionStage<Void> to(SandboxPort sandboxes, Identity.Host peer) {
      return sandboxes.finished(peer.host(), peer.tenant(), sandbox, command, generation, outcome);
    }

    @Override
    public ToAgent.Builder acknowledgement() {
      return ToAgent.newBuilder().setResultAck(ResultAck.newBuilder().setCommandId(command));
    }
  }

  record Report(long id, Workload workload) implements Delivery {
    @Override
    public CompletionStage<Void> to(SandboxPort sandboxes, Identity.Host peer) {
      return sandboxes.changed(peer.host(), peer.tenant(), workload);
    }

    @Override
    public ToAgent.Builder acknowledgement() {
      return acknowledgement(id);
    }

    static ToAgent.Builder acknowledgement(long id) {
      return ToAgent.newBuilder().setReportAck(ReportAck.newBuilder().setReportId(id));
    }
  }
}
