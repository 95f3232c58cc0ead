package io.gstacks.host.assembly;

import static io.gstacks.host.assembly.ControlPlane.CLUSTER;
import static io.gstacks.host.assembly.ControlPlane.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.agent.protocol.CleanupDone;
import io.gstacks.agent.protocol.CleanupItem;
import io.gstacks.agent.protocol.FromAgent;
import io.gstacks.agent.protocol.Workload;
import io.gstacks.agent.protocol.WorkloadReport;
import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.SandboxId;
import io.gstacks.host.fleet.HostCommand;
import io.gstacks.host.fleet.HostEvent;
import io.gstacks.host.work.SandboxPort.Claim;
import io.gstacks.persistence.Recorded;
import io.gstacks.persistence.entity.Meta;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an agent shows at Hello, and what becomes of it. */
class RediscoveryIT {
  private static final ControlPlane PLANE = new ControlPlane("");

  private final ScriptedAgent agent = new ScriptedAgent(PLANE);
  private final HostId host = new HostId(agent.enrol(PLANE.token().text()).getHostId());

  @BeforeEach
  void everythingIsOurs() {
    PLANE.sandboxes.rediscovery = _ -> CompletableFuture.completedFuture(Claim.OURS);
    PLANE.sandboxes.holding = (_, _) -> CompletableFuture.completedFuture(Claim.OURS);
    PLANE.sandboxes.told.clear();
  }

  @AfterAll
  static void stop() {
    PLANE.close();
  }

  @Test
  void aForeignOrUnprovenWorkloadIsIgnoredAndOnRecordOnce() {
    var foreign =
        ScriptedAgent.workload(
            PLANE.authority(), TENANT, ClusterId.fresh(), host, SandboxId.fresh(), 1);
    var forged = proven(SandboxId.fresh(), 1).toBuilder().setGeneration(2).build();

    var line = agent.connect("boot", foreign, forged);
    line.welcome();
    line.hangUp();
    PLANE.eventually(() -> !PLANE.host(host).status().equals("connected"));
    agent.connect("boot", foreign, forged).welcome();

    PLANE.eventually(() -> quarantined().size() == 2);
    assertThat(quarantined())
        .extracting(HostEvent.WorkloadQuarantined::reason)
        .containsExactly("foreign", "unproven");
    assertThat(PLANE.sandboxes.told).noneMatch(told -> told.startsWith("rediscovered"));
  }

  @Test
  void whatIsArchivedOrUnknownIsLeftAloneAndOnRecord() {
    var archived = SandboxId.fresh();
    var unknown = SandboxId.fresh();
    PLANE.sandboxes.rediscovery =
        workload ->
            CompletableFuture.completedFuture(
                workload.sandbox().equals(archived)
                    ? Claim.IGNORED_ARCHIVED
                    : Claim.IGNORED_NOT_FOUND);

    agent.connect("boot", proven(archived, 1), proven(unknown, 1)).welcome();

    PLANE.eventually(() -> events(HostEvent.RediscoveryIgnored.class).size() == 2);
    assertThat(events(HostEvent.RediscoveryIgnored.class))
        .extracting(HostEvent.RediscoveryIgnored::reason)
        .containsExactly("archived", "not_found");
  }

  @Test
  void whatIsStaleGoesBeforeTheAgentIsWelcome() {
    var stale = SandboxId.fresh();
    PLANE.sandboxes.rediscovery = _ -> CompletableFuture.completedFuture(Claim.STALE);

    var line = agent.connect("boot", proven(stale, 3));
    var cleanup = line.next().getCleanup();
    line.say(FromAgent.newBuilder().setCleanupDone(CleanupDone.getDefaultInstance()));

    assertThat(cleanup.getItemsList())
        .containsExactly(
            CleanupItem.newBuilder()
                .setSandboxId(stale.value())
                .setUpToGeneration(3)
                .setContainer("c-" + stale.value())
                .build());
    assertThat(line.welcome()).isEqualTo(1);
  }

  @Test
  void withoutAnAnswerAboutItsWorkloadsAnAgentIsToldToComeAgain() {
    PLANE.sandboxes.rediscovery =
        _ -> CompletableFuture.failedFuture(new IllegalStateException("away"));

    var refused = agent.connect("boot", proven(SandboxId.fresh(), 1)).next().getRefused();

    assertThat(refused.getCode()).isEqualTo("unavailable");
    assertThat(refused.getFinal()).isFalse();
    PLANE.eventually(() -> PLANE.host(host).status().equals("disconnected"));
  }

  @Test
  void anUnprovenReportIsAcknowledgedAndGoesNoFurther() {
    var line = agent.connect("boot");
    long epoch = line.welcome();
    var forged = proven(SandboxId.fresh(), 1).toBuilder().setProof("").build();

    line.say(
        FromAgent.newBuilder()
            .setEpoch(epoch)
            .setWorkloadReport(WorkloadReport.newBuilder().setReportId(7).setWorkload(forged)));

    assertThat(line.next().getReportAck().getReportId()).isEqualTo(7);
    PLANE.eventually(() -> quarantined().size() == 1);
    assertThat(PLANE.sandboxes.told).noneMatch(told -> told.startsWith("changed"));
  }

  @Test
  void aReportIsRepeatedToItsSandboxUntilItIsTaken() {
    var failures = new java.util.concurrent.atomic.AtomicInteger(1);
    PLANE.sandboxes.news =
        _ ->
            failures.getAndDecrement() > 0
                ? CompletableFuture.failedFuture(new IllegalStateException("busy"))
                : CompletableFuture.completedFuture(null);
    var line = agent.connect("boot");
    long epoch = line.welcome();

    line.say(
        FromAgent.newBuilder()
            .setEpoch(epoch)
            .setWorkloadReport(
                WorkloadReport.newBuilder()
                    .setReportId(8)
                    .setWorkload(proven(SandboxId.fresh(), 1))));

    assertThat(line.next().getReportAck().getReportId()).isEqualTo(8);
    assertThat(PLANE.sandboxes.told).hasSize(2);
  }

  @Test
  void anAgentOfALostHostRemovesWhatItRunsAndMayNotStay() {
    PLANE.ask(host, replyTo -> new HostCommand.Archive(Meta.system(), true, replyTo));

    var line = agent.connect("boot", proven(SandboxId.fresh(), 1));
    var cleanup = line.next();
    line.say(FromAgent.newBuilder().setCleanupDone(CleanupDone.getDefaultInstance()));
    var refused = line.next().getRefused();

    assertThat(cleanup.getCleanup().getItemsCount()).isEqualTo(1);
    assertThat(refused.getCode()).isEqualTo("host_archived");
    assertThat(refused.getFinal()).isTrue();
  }

  private static Workload proven(SandboxId sandbox, long generation) {
    return ScriptedAgent.workload(
        PLANE.authority(), TENANT, CLUSTER, HostId.fresh(), sandbox, generation);
  }

  private List<HostEvent.WorkloadQuarantined> quarantined() {
    return events(HostEvent.WorkloadQuarantined.class);
  }

  private <E> List<E> events(Class<E> type) {
    return PersistenceTestKit.create(PLANE.system()).persistedInStorage("Host|" + host).stream()
        .map(stored -> ((Recorded<?>) stored).event())
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }
}
