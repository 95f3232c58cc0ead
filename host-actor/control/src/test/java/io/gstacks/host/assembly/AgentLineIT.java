package io.gstacks.host.assembly;

import static io.gstacks.host.assembly.ControlPlane.CLUSTER;
import static io.gstacks.host.assembly.ControlPlane.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.agent.protocol.FromAgent;
import io.gstacks.agent.protocol.WorkResult;
import io.gstacks.host.HostId;
import io.gstacks.host.Resources;
import io.gstacks.host.SandboxId;
import io.gstacks.host.fleet.HostCommand;
import io.gstacks.host.fleet.HostReply;
import io.gstacks.host.work.WorkOrder;
import io.gstacks.persistence.entity.Meta;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A scripted agent from enrolment to work, over real TLS. */
class AgentLineIT {
  private static final ControlPlane PLANE = new ControlPlane("");

  @AfterAll
  static void stop() {
    PLANE.close();
  }

  @Test
  void carriesAnOrderToTheAgentAndItsResultBack() {
    try (var agent = new ScriptedAgent(PLANE)) {
      var host = new HostId(agent.enrol(PLANE.token().text()).getHostId());
      var line = agent.connect("boot-1");
      long epoch = line.welcome();
      var sandbox = SandboxId.fresh();

      var reserved = PLANE.ask(host, replyTo -> reserve(sandbox, 1, replyTo));
      var performed = PLANE.ask(host, replyTo -> provision(sandbox, 1, replyTo));
      var work = line.next().getWork();
      line.say(
          FromAgent.newBuilder()
              .setEpoch(epoch)
              .setWorkResult(
                  WorkResult.newBuilder()
                      .setCommandId("cmd_1")
                      .setSandboxId(sandbox.value())
                      .setGeneration(1)
                      .setWorkload(
                          ScriptedAgent.workload(
                                  PLANE.authority(), TENANT, CLUSTER, host, sandbox, 1)
                              .toBuilder()
                              .setProof(work.getProvision().getProof()))));

      assertThat(((HostReply.Reserved) reserved).verdicts()).allMatch(HostReply.Verdict::granted);
      assertThat(performed).isInstanceOf(HostReply.Accepted.class);
      assertThat(work.getProvision().getTenantId()).isEqualTo(TENANT.value());
      assertThat(line.next().getResultAck().getCommandId()).isEqualTo("cmd_1");
      assertThat(PLANE.sandboxes.told).contains("finished cmd_1 Done");
      assertThat(PLANE.host(host).status()).isEqualTo("connected");
    }
  }

  private static HostCommand reserve(
      SandboxId sandbox, long attempt, org.apache.pekko.actor.typed.ActorRef<HostReply> replyTo) {
    return new HostCommand.ReserveBatch(
        Meta.system(),
        List.of(new HostCommand.Claim(sandbox, TENANT, attempt, new Resources(500, 256, 1024))),
        replyTo);
  }

  private static HostCommand provision(
      SandboxId sandbox, long attempt, org.apache.pekko.actor.typed.ActorRef<HostReply> replyTo) {
    return new HostCommand.Perform(
        Meta.system(),
        sandbox,
        attempt,
        1,
        "cmd_1",
        Duration.ofSeconds(30),
        new WorkOrder.Provision(
            TENANT, "one", "image", "never", List.of(), Map.of(), new Resources(500, 256, 1024)),
        replyTo);
  }
}
