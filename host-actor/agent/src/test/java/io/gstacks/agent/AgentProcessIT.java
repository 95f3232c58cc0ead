package io.gstacks.agent;

import static io.gstacks.agent.protocol.FromAgent.MessageCase.HEARTBEAT;
import static io.gstacks.agent.protocol.FromAgent.MessageCase.WORKLOAD_REPORT;
import static io.gstacks.agent.protocol.FromAgent.MessageCase.WORK_RESULT;
import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.agent.protocol.ChannelFrame;
import io.gstacks.agent.protocol.Exec;
import io.gstacks.agent.protocol.HostLogs;
import io.gstacks.agent.protocol.Limits;
import io.gstacks.agent.protocol.OpenChannel;
import io.gstacks.agent.protocol.Provision;
import io.gstacks.agent.protocol.Remove;
import io.gstacks.agent.protocol.ReportAck;
import io.gstacks.agent.protocol.ResultAck;
import io.gstacks.agent.protocol.ToAgent;
import io.gstacks.agent.protocol.Welcome;
import io.gstacks.agent.protocol.Work;
import io.gstacks.agent.protocol.Workload;
import io.gstacks.agent.protocol.WorkloadState;
import io.gstacks.agent.testing.ScriptedControl;
import io.gstacks.agent.testing.ScriptedControl.Session;
import io.gstacks.agent.testing.TestAuthority;
import io.gstacks.agent.testing.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent as a process of its own, on the real engine: killed, stopped, started again. */
class AgentProcessIT {
  @TempDir Path home;

  private ScriptedControl control;
  private final List<Process> processes = new ArrayList<>();
  private long epoch;
  private int commands;

  @BeforeEach
  void start() throws Exception {
    TestEngine.ensureImage();
    control = ScriptedControl.start();
    Files.writeString(
        home.resolve("token"), TestAuthority.token(control.authority.control.certificate()));
  }

  @AfterEach
  void stop() throws Exception {
    processes.forEach(Process::destroyForcibly);
    for (var process : processes) {
      process.waitFor();
    }
    assertThat(agent("stop-workloads", "--remove", "--home", state()).waitFor()).isZero();
    control.close();
  }

  private String state() {
    return home.resolve("agent").toString();
  }

  private Process agent(String... arguments) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "io.gstacks.agent.Main",
                "gstacks-agent"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile()))
        .start();
  }

  private Process run() throws IOException {
    var process =
        agent(
            "run",
            "--home",
            state(),
            "--server",
            control.address().toString(),
            "--token-file",
            home.resolve("token").toString());
    processes.add(process);
    return process;
  }

  private Session welcomed() throws InterruptedException {
    var session = control.session();
    welcome(session);
    return session;
  }

  private List<Workload> welcome(Session session) throws InterruptedException {
    var pages = session.hear().getHello().getInventoryPages();
    var workloads = new ArrayList<Workload>();
    for (int page = 0; page < pages; page++) {
      workloads.addAll(session.hear().getInventory().getWorkloadsList());
    }
    epoch++;
    session.say(
        ToAgent.newBuilder()
            .setEpoch(epoch)
            .setWelcome(Welcome.newBuilder().setEpoch(epoch).setHeartbeatMillis(200)));
    return workloads;
  }

  private Work.Builder work() {
    return Work.newBuilder()
        .setCommandId("cmd_" + ++commands)
        .setSandboxId("sbx_process")
        .setGeneration(1)
        .setRemainingMillis(30_000);
  }

  private Work.Builder provision() {
    return work()
        .setProvision(
            Provision.newBuilder()
                .setImage(TestEngine.IMAGE)
                .setLimits(Limits.newBuilder().setMemoryMib(64).setDiskMib(64)));
  }

  private Workload done(Session session, Work.Builder work) throws InterruptedException {
    session.say(ToAgent.newBuilder().setEpoch(epoch).setWork(work));
    var result = session.hear(WORK_RESULT).getWorkResult();
    assertThat(result.getFailure().getMessage()).isEmpty();
    session.say(
        ToAgent.newBuilder()
            .setEpoch(epoch)
            .setResultAck(ResultAck.newBuilder().setCommandId(result.getCommandId())));
    return result.getWorkload();
  }

  @Test
  void aKilledAgentIsSucceededByOneThatFindsItsSandboxes() throws Exception {
    var first = run();
    var workload = done(welcomed(), provision());
    first.destroyForcibly().waitFor();

    run();
    var found = welcome(control.session());

    assertThat(found).containsExactly(workload);
  }

  @Test
  void anAgentThatLeavesLetsItsSandboxesRunAndTheNextStopsAndRemembersThem() throws Exception {
    var first = run();
    done(welcomed(), provision());
    first.destroy();
    assertThat(first.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(agent("stop-workloads", "--home", state()).waitFor()).isZero();

    run();
    var found = welcome(control.session());

    assertThat(found)
        .singleElement()
        .matches(w -> w.getState() == WorkloadState.EXITED)
        .matches(w -> w.getReason().equals("agent_stopped"));
  }

  @Test
  void whatEndedWhileNobodyWatchedIsTheEnginesLoss() throws Exception {
    var first = run();
    var workload = done(welcomed(), provision());
    first.destroyForcibly().waitFor();
    TestEngine.run("docker", "kill", workload.getContainer());

    run();
    var found = welcome(control.session());

    assertThat(found).singleElement().matches(w -> w.getReason().equals("engine_lost"));
  }

  @Test
  void aSecondAgentOnTheSameDirectoryIsTurnedAway() throws Exception {
    run();
    welcomed();

    var second = run();

    assertThat(second.waitFor()).isEqualTo(ExitCodes.LOCKED);
    assertThat(Files.readString(home.resolve("log"))).contains("another agent runs on");
    assertThat(agent("service", "lock", "clear", "--home", state()).waitFor())
        .isEqualTo(ExitCodes.LOCKED);
    assertThat(processes.getFirst().isAlive()).isTrue();
    assertThat(agent("service", "lock", "clear", "--force", "--home", state()).waitFor()).isZero();
    assertThat(processes.getFirst().waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aRemovalBehindItsBackIsReportedAndTheSandboxStartsAgain() throws Exception {
    run();
    var session = welcomed();
    var workload = done(session, provision());

    TestEngine.run("docker", "rm", "-f", workload.getContainer());

    var report = session.hear(WORKLOAD_REPORT).getWorkloadReport();
    if (report.getWorkload().getState() == WorkloadState.EXITED) { // its end came first
      acknowledge(session, report.getReportId());
      report = session.hear(WORKLOAD_REPORT).getWorkloadReport();
    }
    acknowledge(session, report.getReportId());
    assertThat(report.getWorkload().getState()).isEqualTo(WorkloadState.ABSENT);
    assertThat(report.getWorkload().getReason()).isEqualTo("removed");
    assertThat(done(session, provision()).getState()).isEqualTo(WorkloadState.RUNNING);
  }

  private void acknowledge(Session session, long report) {
    session.say(
        ToAgent.newBuilder()
            .setEpoch(epoch)
            .setReportAck(ReportAck.newBuilder().setReportId(report)));
  }

  @Test
  void aCommandThatTakesTooLongIsKilledAndSaysSo() throws Exception {
    run();
    var session = welcomed();
    done(session, provision());

    session.say(
        ToAgent.newBuilder()
            .setEpoch(epoch)
            .setOpenChannel(
                OpenChannel.newBuilder()
                    .setToken("chn")
                    .setSandboxId("sbx_process")
                    .setGeneration(1)
                    .setExec(
                        Exec.newBuilder()
                            .addAllCommand(List.of("sh", "-c", "echo up; sleep 600"))
                            .setTimeoutMillis(300))));

    var channel = control.channel();
    assertThat(channel.hear().getAttach()).isEqualTo("chn");
    assertThat(channel.hear().getStdout().toStringUtf8()).isEqualTo("up\n");
    var last = channel.hear();
    assertThat(last.getFrameCase()).isEqualTo(ChannelFrame.FrameCase.EXIT);
    assertThat(last.getExit().getTimedOut()).isTrue();
    assertThat(last.getExit().getCode()).isEqualTo(137);
  }

  @Test
  void theHostLogIsTheAgentsOwn() throws Exception {
    run();
    var session = welcomed();
    done(session, provision());
    done(session, work().setRemove(Remove.newBuilder().setPurgeWorkspace(true)));

    session.say(
        ToAgent.newBuilder()
            .setEpoch(epoch)
            .setOpenChannel(
                OpenChannel.newBuilder()
                    .setToken("chn")
                    .setHostLogs(HostLogs.newBuilder().setTail(1))));

    var channel = control.channel();
    channel.hear();
    assertThat(channel.hear().getStdout().toStringUtf8())
        .contains("\"message\":\"work done\"")
        .contains("\"order\":\"remove\"");
    assertThat(session.hear(HEARTBEAT).getHeartbeat().getTelemetry().getAgentRssMib())
        .isBetween(30L, 220L);
  }
}
