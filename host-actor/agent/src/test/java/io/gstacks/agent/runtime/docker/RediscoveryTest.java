package io.gstacks.agent.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.gstacks.agent.protocol.Provision;
import io.gstacks.agent.protocol.Remove;
import io.gstacks.agent.protocol.Start;
import io.gstacks.agent.protocol.Work;
import io.gstacks.agent.protocol.WorkProgress;
import io.gstacks.agent.protocol.WorkResult;
import io.gstacks.agent.protocol.Workload;
import io.gstacks.agent.protocol.WorkloadState;
import io.gstacks.agent.runtime.RuntimeEvent;
import io.gstacks.agent.state.DiskMemory;
import io.gstacks.agent.testing.TestSystem;
import io.gstacks.agent.work.Lanes;
import io.gstacks.agent.work.StopAll;
import io.gstacks.agent.work.Tracker;
import io.gstacks.agent.work.WorkExecutor;
import io.gstacks.agent.work.WorkListener;
import io.gstacks.agent.work.WorkSettings;
import io.gstacks.agent.workspace.Workspaces;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an agent makes of an engine that comes and goes, and of containers that end with and without
 * its doing: on a fake engine under docker-java, whose events a test scripts.
 */
class RediscoveryTest {
  @TempDir Path home;

  private final FakeEngine engine = new FakeEngine();
  private final BlockingQueue<Workload> reports = new LinkedBlockingQueue<>();
  private final BlockingQueue<WorkResult> results = new LinkedBlockingQueue<>();
  private final BlockingQueue<Boolean> health = new LinkedBlockingQueue<>();
  private DockerRuntime runtime;
  private DiskMemory memory;
  private Tracker tracker;
  private WorkExecutor executor;
  private final AtomicInteger compared = new AtomicInteger();
  private int commands;

  @BeforeEach
  void start() throws Exception {
    runtime = DockerRuntime.connect(settings(), "ins_1", "hst_1", new NoDisk());
    memory = DiskMemory.open(home);
    var lanes = new Lanes(100);
    var listener = new Listening();
    tracker = new Tracker(runtime, memory, lanes, listener, Duration.ofMillis(1));
    executor =
        new WorkExecutor(
            runtime,
            memory,
            lanes,
            new WorkSettings(4, 4, 100, Duration.ofSeconds(1), Duration.ofMillis(1)),
            listener);
    var before = compared.get();
    runtime.watch(this::on);
    TestSystem.eventually("it watches", () -> compared.get() > before);
  }

  private DockerSettings settings() {
    return DockerSettings.from(
        ConfigFactory.parseString("docker { ping = 5ms, host = \"" + engine.host() + "\" }")
            .withFallback(ConfigFactory.defaultReference().getConfig("gstacks.agent"))
            .getConfig("docker"));
  }

  @AfterEach
  void stop() throws Exception {
    runtime.close();
    memory.close();
    engine.close();
  }

  /** The agent is killed and another starts on the same directory and engine. */
  private void succeed() throws Exception {
    runtime.close();
    start();
  }

  private void on(RuntimeEvent event) {
    switch (event) {
      case RuntimeEvent.Changed(var sandbox, var container) -> tracker.changed(sandbox, container);
      case RuntimeEvent.HealthChanged(var now) -> health.add(now.getHealthy());
      case RuntimeEvent.Unwatched() -> {
        tracker.compare();
        compared.incrementAndGet();
      }
    }
  }

  private final class Listening implements WorkListener {
    @Override
    public void finished(WorkResult result) {
      results.add(result);
    }

    @Override
    public void progress(WorkProgress progress) {}

    @Override
    public void happened(Workload workload) {
      reports.add(workload);
    }
  }

  private record NoDisk() implements Workspaces {
    @Override
    public void release() {}

    @Override
    public Path open(String sandboxId, long diskMib) {
      return Path.of("/nowhere");
    }

    @Override
    public void close(String sandboxId) {}

    @Override
    public void purge(String sandboxId) {}

    @Override
    public long heldBytes() throws IOException {
      return 0;
    }

    @Override
    public String trait() {
      return "disk-limit-enforced";
    }
  }

  private Work.Builder work(long generation) {
    return Work.newBuilder()
        .setCommandId("cmd_" + ++commands)
        .setSandboxId("sbx_1")
        .setGeneration(generation)
        .setRemainingMillis(10_000);
  }

  private Work.Builder provision(long generation) {
    return work(generation).setProvision(Provision.newBuilder().setImage("i").setPull("never"));
  }

  private WorkResult done(Work.Builder work) throws InterruptedException {
    executor.accept(work.build());
    return taken(results);
  }

  private Workload provisioned(long generation) throws InterruptedException {
    var result = done(provision(generation));
    assertThat(result.getFailure().getMessage()).isEmpty();
    return result.getWorkload();
  }

  private static <T> T taken(BlockingQueue<T> queue) throws InterruptedException {
    return Optional.ofNullable(queue.poll(20, TimeUnit.SECONDS))
        .orElseThrow(() -> new AssertionError("nothing came"));
  }

  @Test
  void anEndThatItSeesIsReportedWithItsExitCode() throws Exception {
    var workload = provisioned(1);

    engine.ends(workload.getContainer(), 3, false);
    engine.tell("die", workload.getContainer());

    var report = taken(reports);
    assertThat(report.getState()).isEqualTo(WorkloadState.EXITED);
    assertThat(report.getExitCode()).isEqualTo(3);
    assertThat(report.getReason()).isEqualTo("exited");
  }

  @Test
  void memoryThatRanOutIsTheReason() throws Exception {
    var workload = provisioned(1);

    engine.ends(workload.getContainer(), 137, true);
    engine.tell("die", workload.getContainer());

    assertThat(taken(reports).getReason()).isEqualTo("oom_killed");
  }

  @Test
  void aRemovalBehindItsBackIsReportedAndTheSandboxCanBeMadeAgain() throws Exception {
    var workload = provisioned(1);

    engine.containers.remove(workload.getContainer());
    engine.tell("destroy", workload.getContainer());

    var report = taken(reports);
    assertThat(report.getState()).isEqualTo(WorkloadState.ABSENT);
    assertThat(report.getReason()).isEqualTo("removed");
    assertThat(provisioned(1).getContainer()).isNotEqualTo(workload.getContainer());
  }

  @Test
  void whatAnEngineThatIsLeavingStopsWasLostAndDidNotExit() throws Exception {
    var workload = provisioned(1);

    engine.takesConnections = false; // its door is closed first, then it stops everything
    engine.ends(workload.getContainer(), 143, false);
    engine.tell("die", workload.getContainer());
    engine.hangUp();
    assertThat(taken(health)).isFalse();
    assertThat(reports).isEmpty();
    engine.takesConnections = true;

    assertThat(taken(health)).isTrue();
    assertThat(taken(reports).getReason()).isEqualTo("engine_lost");
  }

  @Test
  void aStartThatFellAwayWithItsEngineMayRemainAndIsTakenUpWhenThatIsBack() throws Exception {
    engine.diesAtStart = true;

    var fellAway = done(provision(1));
    assertThat(fellAway.getFailure().getCode()).isEqualTo("runtime_unavailable");
    assertThat(fellAway.getFailure().getRetryable()).isTrue();
    assertThat(fellAway.getFailure().getMayRemain()).isTrue();
    assertThat(taken(health)).isFalse();

    var unseen = done(provision(1));
    assertThat(unseen.getFailure().getMayRemain()).isTrue();

    engine.diesAtStart = false;
    engine.takesConnections = true;
    assertThat(taken(health)).isTrue();
    assertThat(provisioned(1).getState()).isEqualTo(WorkloadState.RUNNING);
    assertThat(engine.containers).hasSize(1);
  }

  @Test
  void aFirstOrderThatTheEngineNeverHeardLeftNothing() throws Exception {
    engine.takesConnections = false;

    var result = done(provision(1));

    assertThat(result.getFailure().getCode()).isEqualTo("runtime_unavailable");
    assertThat(result.getFailure().getMayRemain()).isFalse();
  }

  @Test
  void whatIsThereAndWillNeverStartIsRemoved() throws Exception {
    engine.diesAtStart = true;
    var fellAway = done(provision(1));
    assertThat(fellAway.getFailure().getMayRemain()).isTrue();
    assertThat(taken(health)).isFalse();
    engine.diesAtStart = false;
    engine.startFailure = Optional.of("no command specified");
    engine.startFailureStatus = 400;
    engine.takesConnections = true;
    assertThat(taken(health)).isTrue();

    var result = done(provision(1));

    assertThat(result.getFailure().getCode()).isEqualTo("invalid");
    assertThat(result.getFailure().getMayRemain()).isFalse();
    assertThat(engine.containers).isEmpty();
  }

  @Test
  void anEngineThatCameBackWithEverythingIsNoNews() throws Exception {
    provisioned(1);
    engine.takesConnections = false;
    engine.hangUp();
    assertThat(taken(health)).isFalse();
    engine.takesConnections = true;
    assertThat(taken(health)).isTrue();

    // A later end is the first report: the comparison before it had nothing to say.
    TestSystem.eventually("it watches again", () -> compared.get() == 2);
    var running = runtime.inventory().getFirst();
    engine.ends(running.getContainer(), 9, false);
    engine.tell("die", running.getContainer());
    assertThat(taken(reports).getExitCode()).isEqualTo(9);
  }

  @Test
  void whileTheEngineIsAwayTheInventoryIsWhatWasLastSeen() throws Exception {
    var workload = provisioned(1);
    engine.takesConnections = false;

    assertThat(tracker.inventory()).containsExactly(workload);
    var refused = done(work(1).setRemove(Remove.getDefaultInstance()));
    assertThat(refused.getFailure().getCode()).isEqualTo("runtime_unavailable");
    assertThat(refused.getFailure().getRetryable()).isTrue();
  }

  @Test
  void aSuccessorFindsWhatRunsByItsLabels() throws Exception {
    var workload = provisioned(1);

    succeed();

    assertThat(tracker.inventory()).containsExactly(workload);
  }

  @Test
  void aSuccessorKnowsWhyWorkloadsEnded() throws Exception {
    var lost = provisioned(1);
    succeed();
    engine.ends(lost.getContainer(), 137, false);

    assertThat(tracker.inventory())
        .singleElement()
        .matches(found -> found.getReason().equals("engine_lost"));
  }

  @Test
  void whatTheAgentStoppedItselfIsRememberedAsThat() throws Exception {
    provisioned(1);
    new StopAll(runtime, memory, Duration.ofSeconds(1)).stop();

    succeed();

    assertThat(tracker.inventory())
        .singleElement()
        .matches(found -> found.getState() == WorkloadState.EXITED)
        .matches(found -> found.getReason().equals("agent_stopped"));
  }

  @Test
  void anAgentWithoutAMemoryTrustsTheLabels() {
    engine.put(
        "c9",
        Map.of(
            "dev.gstacks.installation_id", "ins_1",
            "dev.gstacks.sandbox_id", "sbx_9",
            "dev.gstacks.generation", "4",
            "dev.gstacks.proof", "prf"));

    assertThat(runtime.inventory())
        .singleElement()
        .matches(found -> found.getGeneration() == 4 && found.getProof().equals("prf"));
  }

  @Test
  void anotherInstallationIsNeitherSeenNorTouched() throws Exception {
    engine.put(
        "foreign",
        Map.of("dev.gstacks.installation_id", "ins_2", "dev.gstacks.sandbox_id", "sbx_1"));

    provisioned(2);
    done(work(3).setRemove(Remove.getDefaultInstance()));

    assertThat(engine.containers).containsOnlyKeys("foreign");
    assertThat(runtime.inspect("foreign")).isEmpty();
  }

  @Test
  void aNewerGenerationTakesTheOlderOnesPlace() throws Exception {
    provisioned(1);
    provisioned(2);

    assertThat(runtime.inventory()).singleElement().matches(w -> w.getGeneration() == 2);
  }

  @Test
  void aRepeatedProvisionStartsWhatIsThere() throws Exception {
    var workload = provisioned(1);
    engine.ends(workload.getContainer(), 0, false);

    assertThat(provisioned(1)).isEqualTo(workload);
    assertThat(engine.containers).hasSize(1);
  }

  @Test
  void whatTheEngineHalfStartedIsMadeAnew() throws Exception {
    var workload = provisioned(1);
    engine.ends(workload.getContainer(), 0, false);
    engine.startFailure = Optional.of("task " + "6a".repeat(32) + ": already exists: unknown");

    var result = done(work(1).setStart(Start.getDefaultInstance()));

    assertThat(result.getFailure().getCode()).isEqualTo("no_such_workload");
    assertThat(engine.containers).isEmpty();
    engine.startFailure = Optional.empty();
    assertThat(provisioned(2).getState()).isEqualTo(WorkloadState.RUNNING);
  }

  @Test
  void aFullDiskIsSaidAndLeavesNothingBehind() throws Exception {
    engine.startFailure = Optional.of("mkdir /var/lib/docker/x: no space left on device");

    var result = done(work(1).setProvision(Provision.newBuilder().setImage("i")));

    assertThat(result.getFailure().getCode()).isEqualTo("disk_full");
    assertThat(engine.containers).isEmpty();
    engine.startFailure = Optional.empty();
    assertThat(provisioned(1).getState()).isEqualTo(WorkloadState.RUNNING);
  }

  @Test
  void anOrderWhoseTimeIsUpIsNotBegun() throws Exception {
    var result =
        done(work(1).setRemainingMillis(0).setProvision(Provision.newBuilder().setImage("i")));

    assertThat(List.of("deadline")).contains(result.getFailure().getCode());
    assertThat(engine.containers).isEmpty();
  }
}
