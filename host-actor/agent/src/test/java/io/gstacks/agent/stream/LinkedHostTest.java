package io.gstacks.agent.stream;

import static io.gstacks.agent.protocol.FromAgent.MessageCase.CHANNEL_REFUSED;
import static io.gstacks.agent.protocol.FromAgent.MessageCase.CLEANUP_DONE;
import static io.gstacks.agent.protocol.FromAgent.MessageCase.HEARTBEAT;
import static io.gstacks.agent.protocol.FromAgent.MessageCase.INVENTORY;
import static io.gstacks.agent.protocol.FromAgent.MessageCase.WORKLOAD_REPORT;
import static io.gstacks.agent.protocol.FromAgent.MessageCase.WORK_RESULT;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.gstacks.agent.channel.ChannelSettings;
import io.gstacks.agent.connection.ControlDialer;
import io.gstacks.agent.connection.DialSettings;
import io.gstacks.agent.enrolment.Enrolment;
import io.gstacks.agent.host.Host;
import io.gstacks.agent.identity.BootstrapToken;
import io.gstacks.agent.identity.HostIdentity;
import io.gstacks.agent.identity.IdentityStore;
import io.gstacks.agent.protocol.ChannelFrame;
import io.gstacks.agent.protocol.Cleanup;
import io.gstacks.agent.protocol.CleanupItem;
import io.gstacks.agent.protocol.Exec;
import io.gstacks.agent.protocol.Facts;
import io.gstacks.agent.protocol.OpenChannel;
import io.gstacks.agent.protocol.Provision;
import io.gstacks.agent.protocol.Reconnect;
import io.gstacks.agent.protocol.Refused;
import io.gstacks.agent.protocol.ReportAck;
import io.gstacks.agent.protocol.ResultAck;
import io.gstacks.agent.protocol.Stop;
import io.gstacks.agent.protocol.ToAgent;
import io.gstacks.agent.protocol.Welcome;
import io.gstacks.agent.protocol.Work;
import io.gstacks.agent.protocol.WorkResult;
import io.gstacks.agent.protocol.WorkloadState;
import io.gstacks.agent.runtime.simulated.SimulatedRuntime;
import io.gstacks.agent.runtime.simulated.SimulatedSettings;
import io.gstacks.agent.state.DiskMemory;
import io.gstacks.agent.state.Durable;
import io.gstacks.agent.testing.ScriptedControl;
import io.gstacks.agent.testing.SimpleProfile;
import io.gstacks.agent.testing.TestAuthority;
import io.gstacks.agent.testing.TestSystem;
import io.gstacks.agent.work.WorkSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole host behind its stream, against a control plane that says what the test tells it to. */
class LinkedHostTest {
  private static final TestSystem SYSTEM = new TestSystem();
  private static final ScriptedControl CONTROL = ScriptedControl.start();
  private static final Config CONFIG =
      ConfigFactory.parseString(
              """
              stream { backoff-least = 20ms, backoff-most = 200ms, refused-retry = 300ms }
              simulated { start = 1ms, other = 1ms, spread = 0 }
              work.concurrent-starts = 4
              """)
          .withFallback(ConfigFactory.defaultReference().getConfig("gstacks.agent"));
  private static final ControlDialer DIALER =
      new ControlDialer(SYSTEM.system, DialSettings.from(CONFIG.getConfig("connection")));

  @TempDir Path home;

  private HostIdentity identity;
  private SimulatedRuntime runtime;
  private DiskMemory memory;
  private Host host;
  private final AtomicInteger disk = new AtomicInteger(1_000);

  @AfterAll
  static void stop() {
    CONTROL.close();
    SYSTEM.close();
  }

  @BeforeEach
  void start() throws Exception {
    CONTROL.sessions.clear();
    identity =
        new Enrolment(DIALER, Duration.ofSeconds(10))
            .enroll(
                CONTROL.address(),
                BootstrapToken.parse(TestAuthority.token(CONTROL.authority.control.certificate())),
                Facts.getDefaultInstance(),
                new IdentityStore(home, Durable.RELAXED));
    runtime = new SimulatedRuntime("hst_1", SimulatedSettings.from(CONFIG.getConfig("simulated")));
    memory = DiskMemory.open(home);
    host = newHost();
  }

  @AfterEach
  void leave() throws Exception {
    host.leave(Duration.ofSeconds(5)).toCompletableFuture().join();
    memory.close();
  }

  private Host newHost() {
    return new Host(
        new SimpleProfile(disk::get),
        runtime,
        memory,
        SYSTEM.system,
        address -> DIALER.as(identity, address),
        List.of(CONTROL.address()),
        new Host.Settings(
            StreamSettings.from(CONFIG.getConfig("stream")),
            WorkSettings.from(CONFIG.getConfig("work")),
            ChannelSettings.from(CONFIG.getConfig("channel"))));
  }

  private static ToAgent.Builder welcome(long epoch) {
    return ToAgent.newBuilder()
        .setEpoch(epoch)
        .setWelcome(Welcome.newBuilder().setEpoch(epoch).setHeartbeatMillis(50));
  }

  private static ToAgent.Builder provision(long epoch, String command, long generation) {
    return ToAgent.newBuilder()
        .setEpoch(epoch)
        .setWork(
            Work.newBuilder()
                .setCommandId(command)
                .setSandboxId("sbx_1")
                .setGeneration(generation)
                .setRemainingMillis(10_000)
                .setProvision(Provision.newBuilder().setImage("i")));
  }

  private static ToAgent.Builder ack(long epoch, WorkResult result) {
    return ToAgent.newBuilder()
        .setEpoch(epoch)
        .setResultAck(ResultAck.newBuilder().setCommandId(result.getCommandId()));
  }

  private ScriptedControl.Session welcomed(long epoch) throws InterruptedException {
    var session = CONTROL.session();
    assertThat(session.hear().hasHello()).isTrue();
    session.say(welcome(epoch));
    return session;
  }

  private WorkResult provisioned(ScriptedControl.Session session, long epoch)
      throws InterruptedException {
    session.say(provision(epoch, "cmd_1", 1));
    var result = session.hear(WORK_RESULT).getWorkResult();
    session.say(ack(epoch, result));
    return result;
  }

  @Test
  void saysHelloFirstAndBeatsWithTheEpochOfWelcome() throws Exception {
    var session = CONTROL.session();

    var hello = session.hear();
    assertThat(hello.getEpoch()).isZero();
    assertThat(hello.getHello().getInventoryPages()).isZero();
    assertThat(hello.getHello().getTraitsList()).contains("simulated");
    session.say(welcome(7));
    assertThat(session.hear(HEARTBEAT).getEpoch()).isEqualTo(7);
  }

  @Test
  void doesTheWorkAndRepeatsTheResultAfterEachWelcomeUntilItIsAcknowledged() throws Exception {
    var session = welcomed(1);
    session.say(provision(1, "cmd_1", 1));
    var result = session.hear(WORK_RESULT).getWorkResult();
    assertThat(result.getWorkload().getState()).isEqualTo(WorkloadState.RUNNING);

    session.end();
    var second = CONTROL.session();
    assertThat(second.hear().getHello().getInventoryPages()).isEqualTo(1);
    assertThat(second.hear().getInventory().getWorkloads(0).getSandboxId()).isEqualTo("sbx_1");
    second.say(welcome(2));
    assertThat(second.hear(WORK_RESULT).getWorkResult()).isEqualTo(result);
    second.say(ack(2, result));
    TestSystem.eventually("forgotten", () -> memory.results().isEmpty());
  }

  @Test
  void aRepeatedCommandIsAnsweredAndNotDoneAgain() throws Exception {
    var session = welcomed(1);
    session.say(provision(1, "cmd_1", 1));
    var first = session.hear(WORK_RESULT).getWorkResult();

    session.say(provision(1, "cmd_1", 1));

    assertThat(session.hear(WORK_RESULT).getWorkResult()).isEqualTo(first);
    assertThat(runtime.inventory()).hasSize(1);
  }

  @Test
  void refusesAnOlderGenerationAndRemovesItForANewerOne() throws Exception {
    var session = welcomed(1);
    provisioned(session, 1);
    session.say(provision(1, "cmd_2", 3));
    assertThat(session.hear(WORK_RESULT).getWorkResult().hasFailure()).isFalse();

    session.say(provision(1, "cmd_3", 2));

    assertThat(session.hear(WORK_RESULT).getWorkResult().getFailure().getCode())
        .isEqualTo("stale_generation");
    assertThat(runtime.inventory()).singleElement().matches(w -> w.getGeneration() == 3);
  }

  @Test
  void ignoresAnotherEpoch() throws Exception {
    var session = welcomed(5);
    session.say(provision(4, "cmd_old", 1));
    session.say(provision(5, "cmd_new", 1));

    assertThat(session.hear(WORK_RESULT).getWorkResult().getCommandId()).isEqualTo("cmd_new");
    assertThat(memory.result("cmd_old")).isEmpty();
  }

  @Test
  void removesWhatMustBeGoneBeforeWelcomeAndNeverTakesItBack() throws Exception {
    provisioned(welcomed(1), 1);
    host.leave(Duration.ofSeconds(5)).toCompletableFuture().join();
    host = newHost();
    var session = CONTROL.session();
    session.hear(INVENTORY);

    session.say(
        ToAgent.newBuilder()
            .setCleanup(
                Cleanup.newBuilder()
                    .addItems(
                        CleanupItem.newBuilder().setSandboxId("sbx_1").setUpToGeneration(4))));

    session.hear(CLEANUP_DONE);
    assertThat(runtime.inventory()).isEmpty();
    session.say(welcome(2));
    session.say(provision(2, "cmd_late", 4));
    var late = session.hear(WORK_RESULT).getWorkResult();
    while (late.getCommandId().equals("cmd_1")) { // its acknowledgement may not have arrived
      late = session.hear(WORK_RESULT).getWorkResult();
    }
    assertThat(late.getFailure().getCode()).isEqualTo("stale_generation");
  }

  @Test
  void reportsAnEndThatNobodyOrderedUntilItIsAcknowledged() throws Exception {
    var session = welcomed(1);
    var result = provisioned(session, 1);

    runtime.ends(result.getWorkload().getContainer(), 3);

    var report = session.hear(WORKLOAD_REPORT).getWorkloadReport();
    assertThat(report.getWorkload().getState()).isEqualTo(WorkloadState.EXITED);
    assertThat(report.getWorkload().getExitCode()).isEqualTo(3);
    session.end();
    var second = welcomed(2);
    assertThat(second.hear(WORKLOAD_REPORT).getWorkloadReport()).isEqualTo(report);
    second.say(
        ToAgent.newBuilder()
            .setEpoch(2)
            .setReportAck(ReportAck.newBuilder().setReportId(report.getReportId())));
    second.end();
    var third = welcomed(3);
    third.hear(HEARTBEAT);
    assertThat(third.hear(HEARTBEAT).hasHeartbeat()).isTrue();
  }

  @Test
  void saysNothingOfAnEndThatWasOrdered() throws Exception {
    var session = welcomed(1);
    provisioned(session, 1);

    session.say(
        ToAgent.newBuilder()
            .setEpoch(1)
            .setWork(
                Work.newBuilder()
                    .setCommandId("cmd_stop")
                    .setSandboxId("sbx_1")
                    .setGeneration(1)
                    .setRemainingMillis(5_000)
                    .setStop(Stop.getDefaultInstance())));

    assertThat(session.hear(WORK_RESULT).getWorkResult().getWorkload().getState())
        .isEqualTo(WorkloadState.EXITED);
    for (int beats = 0; beats < 3; beats++) {
      assertThat(session.hear().getMessageCase()).isEqualTo(HEARTBEAT);
    }
  }

  @Test
  void beatsAtOnceWhenTheRuntimeFallsIll() throws Exception {
    var session = CONTROL.session();
    session.hear();
    session.say(
        ToAgent.newBuilder()
            .setEpoch(1)
            .setWelcome(Welcome.newBuilder().setEpoch(1).setHeartbeatMillis(600_000)));
    provisioned(session, 1);

    runtime.becomes(false, "the engine is away");

    var runtimes = session.hear(HEARTBEAT).getHeartbeat().getRuntimesList();
    assertThat(runtimes)
        .singleElement()
        .matches(said -> !said.getHealthy() && said.getReason().equals("the engine is away"));
  }

  @Test
  void tellsWhatItLastSawWhileTheRuntimeIsAway() throws Exception {
    provisioned(welcomed(1), 1);
    runtime.becomes(false, "the engine is away");
    host.leave(Duration.ofSeconds(5)).toCompletableFuture().join();

    host = newHost();

    var session = CONTROL.session();
    var hello = session.hear().getHello();
    assertThat(hello.getRuntimes(0).getHealthy()).isFalse();
    assertThat(session.hear().getInventory().getWorkloads(0).getSandboxId()).isEqualTo("sbx_1");
  }

  @Test
  void aFinalRefusalIsRetriedSlowlyAndAnotherSoon() throws Exception {
    var session = CONTROL.session();
    session.hear();
    session.say(
        ToAgent.newBuilder()
            .setRefused(
                Refused.newBuilder().setCode("no_token").setMessage("revoked").setFinal(true)));
    var from = System.nanoTime();
    session.end();

    CONTROL.session();

    assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThan(Duration.ofMillis(290));
  }

  @Test
  void connectsAnewBeforeItLetsGoOfTheOldStream() throws Exception {
    var old = welcomed(1);
    old.say(
        ToAgent.newBuilder().setEpoch(1).setReconnect(Reconnect.newBuilder().setReason("drain")));

    var fresh = CONTROL.session();
    fresh.hear();
    old.hear(HEARTBEAT);
    old.hear(HEARTBEAT);
    fresh.say(welcome(2));

    old.awaitEnd();
    assertThat(fresh.hear(HEARTBEAT).getEpoch()).isEqualTo(2);
  }

  @Test
  void replacesAStreamThatGrewOld() throws Exception {
    var old = CONTROL.session();
    old.hear();
    old.say(
        ToAgent.newBuilder()
            .setEpoch(1)
            .setWelcome(
                Welcome.newBuilder()
                    .setEpoch(1)
                    .setHeartbeatMillis(20)
                    .setStreamMaxAgeMillis(100)));

    var fresh = welcomed(2);

    old.awaitEnd();
    assertThat(fresh.hear(HEARTBEAT).getEpoch()).isEqualTo(2);
  }

  @Test
  void saysHelloAgainWhenItHasMoreOrLessToGive() throws Exception {
    var old = welcomed(1);
    old.hear(HEARTBEAT);
    disk.set(100);
    host.compareCapacity();

    var fresh = CONTROL.session();
    assertThat(fresh.hear().getHello().getCapacity().getDiskMib()).isEqualTo(100);
    fresh.say(welcome(2));

    old.awaitEnd();
    host.compareCapacity();
    assertThat(fresh.hear(HEARTBEAT).getEpoch()).isEqualTo(2);
  }

  @Test
  void opensAChannelAndShowsItsTokenFirst() throws Exception {
    var session = welcomed(1);
    provisioned(session, 1);

    session.say(
        ToAgent.newBuilder()
            .setEpoch(1)
            .setOpenChannel(
                OpenChannel.newBuilder()
                    .setToken("chn")
                    .setSandboxId("sbx_1")
                    .setGeneration(1)
                    .setExec(Exec.newBuilder().addCommand("hello"))));

    var channel = CONTROL.channel();
    assertThat(channel.hear().getAttach()).isEqualTo("chn");
    assertThat(channel.hear().getStdout().toStringUtf8()).isEqualTo("simulated: hello\n");
    assertThat(channel.hear().getFrameCase()).isEqualTo(ChannelFrame.FrameCase.EXIT);
  }

  @Test
  void refusesAChannelToWhatItDoesNotRun() throws Exception {
    var session = welcomed(1);

    session.say(
        ToAgent.newBuilder()
            .setEpoch(1)
            .setOpenChannel(
                OpenChannel.newBuilder()
                    .setToken("chn")
                    .setSandboxId("sbx_9")
                    .setGeneration(1)
                    .setExec(Exec.newBuilder().addCommand("hello"))));

    var refused = session.hear(CHANNEL_REFUSED).getChannelRefused();
    assertThat(refused.getToken()).isEqualTo("chn");
    assertThat(refused.getCode()).isEqualTo("not_running");
  }
}
