package io.gstacks.agent.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.gstacks.agent.protocol.Exec;
import io.gstacks.agent.protocol.Limits;
import io.gstacks.agent.protocol.Logs;
import io.gstacks.agent.protocol.Provision;
import io.gstacks.agent.protocol.Workload;
import io.gstacks.agent.protocol.WorkloadState;
import io.gstacks.agent.runtime.Chunk;
import io.gstacks.agent.runtime.ChunkSource;
import io.gstacks.agent.runtime.Deadline;
import io.gstacks.agent.runtime.ExecProcess;
import io.gstacks.agent.runtime.ProvisionOrder;
import io.gstacks.agent.runtime.RuntimeEvent;
import io.gstacks.agent.runtime.Steps;
import io.gstacks.agent.runtime.WorkFailedException;
import io.gstacks.agent.testing.TestEngine;
import io.gstacks.agent.testing.TestSystem;
import io.gstacks.agent.workspace.WorkspaceChoice;
import io.gstacks.agent.workspace.WorkspaceSettings;
import io.gstacks.agent.workspace.Workspaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the Docker Engine of this machine, in an installation of its own. */
class DockerRuntimeIT {
  private static final Config CONFIG =
      ConfigFactory.parseString("workspace.prepared = 0")
          .withFallback(ConfigFactory.load().getConfig("gstacks.agent"));
  private static final DockerSettings SETTINGS = DockerSettings.from(CONFIG.getConfig("docker"));

  @TempDir Path home;

  private final String installation = "ins_" + UUID.randomUUID();
  private final List<RuntimeEvent> events = new CopyOnWriteArrayList<>();
  private Workspaces workspaces;
  private DockerRuntime runtime;

  private record Ran(String stdout, String stderr, int code) {}

  @BeforeAll
  static void image() throws Exception {
    TestEngine.ensureImage();
  }

  @BeforeEach
  void start() throws IOException {
    workspaces = WorkspaceChoice.open(home, WorkspaceSettings.from(CONFIG.getConfig("workspace")));
    runtime = DockerRuntime.connect(SETTINGS, installation, "hst_1", workspaces);
    runtime.watch(events::add);
  }

  @AfterEach
  void removeAll() {
    runtime.inventory().forEach(runtime::remove);
    var names = home.resolve("workspaces").toFile().list((_, name) -> name.startsWith("sbx_"));
    if (names != null) {
      List.of(names).forEach(runtime::purge);
    }
    runtime.close();
  }

  private Workload provision(String sandbox, Provision.Builder provision) {
    return runtime.provision(order(sandbox, 1, provision));
  }

  private static ProvisionOrder order(
      String sandbox, long generation, Provision.Builder provision) {
    if (provision.getImage().isEmpty()) {
      provision.setImage(TestEngine.IMAGE);
    }
    return new ProvisionOrder(
        sandbox,
        generation,
        provision.setTenantId("tnt_1").setClusterId("cls_1").setProof("prf").build(),
        Deadline.in(Duration.ofSeconds(60)),
        new Steps((_, _) -> {}));
  }

  private static Provision.Builder small() {
    return Provision.newBuilder()
        .setLimits(
            Limits.newBuilder().setCpuMillis(500).setMemoryMib(64).setDiskMib(64).setPids(64));
  }

  private Ran run(Workload workload, String... command) throws IOException {
    return run(workload, Exec.newBuilder().addAllCommand(List.of(command)));
  }

  private Ran run(Workload workload, Exec.Builder exec) throws IOException {
    try (var process = runtime.exec(workload, exec.build())) {
      return finished(process);
    }
  }

  private static Ran finished(ExecProcess process) throws IOException {
    var output = read(process);
    return new Ran(
        output.getOrDefault(Chunk.Stream.STDOUT, ""),
        output.getOrDefault(Chunk.Stream.STDERR, ""),
        process.exitCode());
  }

  private static Map<Chunk.Stream, String> read(ChunkSource source) throws IOException {
    var chunks = new ArrayList<Chunk>();
    for (var chunk = source.read(); chunk.isPresent(); chunk = source.read()) {
      chunks.add(chunk.get());
    }
    return chunks.stream()
        .collect(
            Collectors.groupingBy(
                Chunk::stream,
                Collectors.mapping(c -> c.bytes().toStringUtf8(), Collectors.joining())));
  }

  @Test
  void provisionsAHardenedContainerWithItsLabels() throws Exception {
    var workload = provision("sbx_hard", small().setName("web"));

    assertThat(workload.getState()).isEqualTo(WorkloadState.RUNNING);
    assertThat(workload.getContainerName()).isEqualTo("gstacks-hard-1");
    assertThat(workload.getProof()).isEqualTo("prf");
    var template =
        "{{json .HostConfig.CapDrop}} {{json .HostConfig.SecurityOpt}} {{.HostConfig.ReadonlyRootfs}}"
            + " {{.HostConfig.Memory}} {{.HostConfig.MemorySwap}} {{.HostConfig.NanoCpus}}"
            + " {{.HostConfig.PidsLimit}} {{.HostConfig.Init}} {{.HostConfig.NetworkMode}}"
            + " {{.HostConfig.Privileged}} {{.HostConfig.LogConfig.Type}}"
            + " {{index .HostConfig.LogConfig.Config \"max-size\"}}"
            + " {{index .HostConfig.LogConfig.Config \"max-file\"}}"
            + " {{.Config.WorkingDir}} {{len .Mounts}}";
    assertThat(TestEngine.run("docker", "inspect", "-f", template, workload.getContainer()))
        .isEqualTo(
            "[\"ALL\"] [\"no-new-privileges\"] true 67108864 67108864 500000000 64 true none false"
                + " json-file 10m 3 /home/sandbox 2");
    assertThat(
            TestEngine.run(
                "docker", "inspect", "-f", "{{json .Config.Labels}}", workload.getContainer()))
        .contains("\"dev.gstacks.installation_id\":\"" + installation + "\"")
        .contains("\"dev.gstacks.sandbox_id\":\"sbx_hard\"")
        .contains("\"dev.gstacks.generation\":\"1\"")
        .contains("\"dev.gstacks.managed\":\"true\"");
  }

  @Test
  void aSandboxWritesItsWorkspaceAndNothingElse() throws Exception {
    var workload = provision("sbx_write", small());

    assertThat(
            run(workload, "sh", "-c", "id -u; pwd; echo $HOME; echo a > file; cat /workspace/file"))
        .isEqualTo(new Ran("1000\n/home/sandbox\n/home/sandbox\na\n", "", 0));
    assertThat(run(workload, "sh", "-c", "echo a > /etc/x").code()).isNotZero();
    assertThat(run(workload, "sh", "-c", "echo a > /tmp/x && echo a > /run/x").code()).isZero();
    var mounts = run(workload, "cat", "/proc/mounts").stdout();
    assertThat(mounts.lines().filter(line -> line.contains(" /home/sandbox ")))
        .singleElement()
        .matches(line -> line.contains("nosuid") && line.contains("nodev"));
    assertThat(run(workload, "sh", "-c", "ls -A /home/sandbox").stdout()).isEqualTo("file\n");
    assertThat(run(workload, "sh", "-c", "ls /sys/class/net").stdout()).isEqualTo("lo\n");
  }

  @Test
  void aCommandHasItsOutputsApartItsExitCodeAndItsSurroundings() throws Exception {
    var workload = provision("sbx_exec", small());

    assertThat(run(workload, "sh", "-c", "echo out; echo err >&2; exit 7"))
        .isEqualTo(new Ran("out\n", "err\n", 7));
    assertThat(
            run(
                workload,
                Exec.newBuilder()
                    .addCommand("sh")
                    .addCommand("-c")
                    .addCommand("echo $A; pwd; id -u")
                    .putEnvironment("A", "b c")
                    .setWorkingDirectory("/tmp")
                    .setUser("1234")))
        .isEqualTo(new Ran("b c\n/tmp\n1234\n", "", 0));
    assertThat(run(workload, "sh", "-c", "kill -9 $$").code()).isEqualTo(137);
    assertThat(run(workload, "no-such-program").code()).isIn(126, 127);
  }

  @Test
  void aCommandReadsItsInputToTheEnd() throws Exception {
    var workload = provision("sbx_stdin", small());
    var text = "x".repeat(300_000);

    try (var process =
        runtime.exec(
            workload, Exec.newBuilder().addCommand("wc").addCommand("-c").setStdin(true).build())) {
      process.write(ByteString.copyFromUtf8(text));
      process.endInput();

      assertThat(finished(process).stdout().strip()).isEqualTo("300000");
    }
  }

  @Test
  void aKillReachesEverythingThatTheCommandStarted() throws Exception {
    var workload = provision("sbx_kill", small());

    try (var process =
        runtime.exec(
            workload,
            Exec.newBuilder()
                .addCommand("sh")
                .addCommand("-c")
                .addCommand("sleep 7777 & (sleep 7778 & wait) & echo up; wait")
                .build())) {
      assertThat(process.read().orElseThrow().bytes().toStringUtf8()).isEqualTo("up\n");
      TestSystem.eventually("two sleep", () -> sleepers(workload) == 2);
      process.kill();

      assertThat(finished(process).code()).isEqualTo(137);
    }
    TestSystem.eventually("none sleeps", () -> sleepers(workload) == 0);
    assertThat(runtime.inspect(workload.getContainer()).orElseThrow().getState())
        .isEqualTo(WorkloadState.RUNNING);
  }

  private long sleepers(Workload workload) {
    try {
      return run(workload, "ps", "-o", "args")
          .stdout()
          .lines()
          .filter(l -> l.startsWith("sleep 777"))
          .count();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aTerminalIsOne() throws Exception {
    var workload = provision("sbx_tty", small());

    try (var process =
        runtime.exec(
            workload,
            Exec.newBuilder()
                .addCommand("sh")
                .addCommand("-c")
                .addCommand("read x; stty size; echo $x")
                .setTty(true)
                .setStdin(true)
                .setRows(37)
                .setColumns(111)
                .build())) {
      process.write(ByteString.copyFromUtf8("hello\n"));

      assertThat(finished(process).stdout()).contains("37 111").contains("hello");
    }
  }

  @Test
  void logsFollowTheMainProcess() throws Exception {
    var workload =
        provision(
            "sbx_logs",
            small()
                .addAllCommand(
                    List.of(
                        "sh", "-c", "echo one; echo two >&2; read x < fifo || sleep 1; echo end")));

    try (var logs = runtime.logs(workload, Logs.newBuilder().setFollow(true).build())) {
      assertThat(read(logs))
          .containsEntry(Chunk.Stream.STDOUT, "one\nend\n")
          .hasEntrySatisfying(Chunk.Stream.STDERR, text -> assertThat(text).startsWith("two\n"));
    }
    try (var logs = runtime.logs(workload, Logs.newBuilder().setTail(1).build())) {
      assertThat(read(logs)).isEqualTo(Map.of(Chunk.Stream.STDOUT, "end\n"));
    }
  }

  @Test
  void theWorkspaceSurvivesStopAndRemovalAndGoesWithPurge() throws Exception {
    var workload = provision("sbx_keep", small());
    run(workload, "sh", "-c", "echo kept > file");

    var from = System.nanoTime();
    var stopped = runtime.stop(workload, Duration.ofSeconds(10));
    assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(5));
    assertThat(stopped.getState()).isEqualTo(WorkloadState.EXITED);
    workspaces.close("sbx_keep"); // as after a reboot
    var started = runtime.start(stopped, Deadline.in(Duration.ofSeconds(10)));
    assertThat(run(started, "cat", "file").stdout()).isEqualTo("kept\n");

    runtime.remove(started);
    var next = runtime.provision(order("sbx_keep", 2, small()));
    assertThat(run(next, "cat", "/workspace/file").stdout()).isEqualTo("kept\n");

    runtime.remove(next);
    runtime.purge("sbx_keep");
    assertThat(home.resolve("workspaces/sbx_keep")).doesNotExist();
    assertThat(run(runtime.provision(order("sbx_keep", 3, small())), "ls").stdout()).isEmpty();
  }

  @Test
  void theDiskLimitIsHeldByTheKernel() throws Exception {
    var workload = provision("sbx_disk", small());

    var ran = run(workload, "sh", "-c", "dd if=/dev/zero of=big bs=1M count=200");

    assertThat(ran.code()).isNotZero();
    assertThat(ran.stderr()).contains("No space left on device");
    assertThat(Files.size(home.resolve("workspaces/sbx_disk/image.ext4"))).isEqualTo(64L << 20);
  }

  @Test
  void memoryThatIsTooMuchEndsTheSandboxWithThatReason() {
    var workload =
        provision(
            "sbx_oom", small().addAllCommand(List.of("sh", "-c", "x=a; while :; do x=$x$x; done")));

    var ended = eventuallyIn(workload, WorkloadState.EXITED);

    assertThat(ended.getExitCode()).isEqualTo(137);
    assertThat(ended.getReason()).isEqualTo("oom_killed");
    assertThat(events).contains(new RuntimeEvent.Changed("sbx_oom", workload.getContainer()));
  }

  @Test
  void aRemovalBehindOurBackIsTold() throws Exception {
    var workload = provision("sbx_gone", small());
    events.clear();

    TestEngine.run("docker", "rm", "-f", workload.getContainer());

    TestSystem.eventually(
        "told",
        () -> events.contains(new RuntimeEvent.Changed("sbx_gone", workload.getContainer())));
    assertThat(runtime.inspect(workload.getContainer())).isEmpty();
  }

  @Test
  void anotherInstallationIsNotSeen() {
    var workload = provision("sbx_mine", small());
    try (var other = DockerRuntime.connect(SETTINGS, "ins_other", "hst_2", workspaces)) {
      assertThat(other.inventory()).isEmpty();
      assertThat(other.inspect(workload.getContainer())).isEmpty();
    }
    assertThat(runtime.inventory()).containsExactly(workload);
  }

  @Test
  void anImageThatIsNotThereFailsClearly() {
    assertFails(
        small().setImage("127.0.0.1:1/no/such:1").setPull("never"),
        WorkFailedException.Code.IMAGE_MISSING);
    assertFails(
        small().setImage("127.0.0.1:1/no/such:1"), WorkFailedException.Code.IMAGE_PULL_FAILED);
    assertFails(small().setImage("not an image"), WorkFailedException.Code.INVALID);
    assertThat(runtime.inventory()).isEmpty();
  }

  @Test
  void aMainProcessThatIsNotThereEndsWithItsExitCode() {
    var workload = provision("sbx_nothing", small().addCommand("/no/such/program"));

    assertThat(eventuallyIn(workload, WorkloadState.EXITED).getExitCode()).isEqualTo(127);
  }

  private void assertFails(Provision.Builder provision, WorkFailedException.Code code) {
    assertThatThrownBy(() -> provision("sbx_fails", provision))
        .isInstanceOfSatisfying(
            WorkFailedException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void aCommandInAStoppedSandboxIsRefused() {
    var workload = provision("sbx_stopped", small());
    var stopped = runtime.stop(workload, Duration.ZERO);

    assertThatThrownBy(() -> run(stopped, "true"))
        .isInstanceOfSatisfying(
            WorkFailedException.class,
            e -> assertThat(e.code()).isEqualTo(WorkFailedException.Code.NO_SUCH_WORKLOAD));
  }

  private Workload eventuallyIn(Workload workload, WorkloadState state) {
    return TestSystem.eventually(
        "it is " + state,
        () ->
            runtime
                .inspect(workload.getContainer())
                .filter(now -> now.getState() == state)
                .or(Optional::empty),
        Duration.ofSeconds(30));
  }
}
