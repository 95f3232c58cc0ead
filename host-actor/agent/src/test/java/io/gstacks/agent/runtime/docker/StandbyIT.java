package io.gstacks.agent.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.typesafe.config.ConfigFactory;
import io.gstacks.agent.protocol.Exec;
import io.gstacks.agent.protocol.Limits;
import io.gstacks.agent.protocol.Provision;
import io.gstacks.agent.protocol.Workload;
import io.gstacks.agent.runtime.Chunk;
import io.gstacks.agent.runtime.Deadline;
import io.gstacks.agent.runtime.ExecProcess;
import io.gstacks.agent.runtime.ProvisionOrder;
import io.gstacks.agent.runtime.Steps;
import io.gstacks.agent.testing.TestEngine;
import io.gstacks.agent.testing.TestSystem;
import io.gstacks.agent.workspace.WorkspaceChoice;
import io.gstacks.agent.workspace.WorkspaceSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that a standby shell runs, beside those that a real engine runs. */
class StandbyIT {
  private static final String INSTALLATION = "ins_standby" + ProcessHandle.current().pid();

  /** Everything that makes a process what it may do, as itself sees it. */
  private static final List<String> SELF =
      List.of(
          "sh",
          "-c",
          "grep -vE '^(Name|Pid|Tgid|Ngid|PPid|NSpid|NStgid|NSpgid|NSsid|Vm|Rss|Hugetlb|volun|nonvol|Threads)'"
              + " /proc/self/status; cat /proc/self/limits /proc/self/cgroup"
              + " /proc/self/oom_score_adj; for n in /proc/self/ns/*; do readlink $n; done;"
              + " umask; pwd; ulimit -a; tr '\\0' '\\n' </proc/$$/environ | sort; ls /proc/$$/fd;"
              + " cat /proc/$$/attr/current 2>/dev/null; true");

  @TempDir Path home;
  private DockerRuntime runtime;

  record Ran(String stdout, String stderr, int code) {}

  @BeforeAll
  static void image() throws Exception {
    TestEngine.ensureImage();
  }

  @BeforeEach
  void start() throws IOException {
    runtime = connect();
  }

  private DockerRuntime connect() throws IOException {
    var config =
        ConfigFactory.parseString("docker.standby.after = 0s")
            .withFallback(ConfigFactory.load().getConfig("gstacks.agent"));
    return DockerRuntime.connect(
        DockerSettings.from(config.getConfig("docker")),
        INSTALLATION,
        "hst_1",
        WorkspaceChoice.open(home, WorkspaceSettings.from(config.getConfig("workspace"))));
  }

  @AfterEach
  void remove() {
    for (var workload : runtime.inventory()) {
      runtime.remove(workload);
      runtime.purge(workload.getSandboxId());
    }
    runtime.close();
  }

  @Test
  void aCommandIsNoLessIsolatedThanTheEnginesOwn() throws Exception {
    var workload = ready("sbx_same");

    var fast = run(workload, exec(SELF));
    var own = runByEngine(workload, exec(SELF));

    assertThat(fast).isEqualTo(own);
    assertThat(fast.stdout())
        .contains("CapEff:\t0000000000000000")
        .contains("NoNewPrivs:\t1")
        .contains("Seccomp:\t2")
        .contains("Uid:\t1000\t1000");
  }

  @Test
  void itHasItsOutputsApartItsExitCodeAndItsSurroundings() throws Exception {
    var workload = ready("sbx_around");

    assertThat(run(workload, "sh", "-c", "echo out; echo err >&2; exit 7"))
        .isEqualTo(new Ran("out\n", "err\n", 7));
    assertThat(
            run(
                workload,
                exec(List.of("sh", "-c", "echo \"$A\"; pwd")).toBuilder()
                    .putEnvironment("A", "b 'c'\nd")
                    .setWorkingDirectory("/tmp")
                    .build()))
        .isEqualTo(new Ran("b 'c'\nd\n/tmp\n", "", 0));
    assertThat(run(workload, "sh", "-c", "kill -9 $$")).isEqualTo(new Ran("", "", 137));
    assertThat(run(workload, "no-such-program").code()).isEqualTo(127);
    assertThat(
            run(workload, exec(List.of("true")).toBuilder().setWorkingDirectory("/no/such").build())
                .code())
        .isEqualTo(126);
    assertThat(viaShell(workload)).isTrue();
  }

  @Test
  void everyWordArrivesAsItWasGiven() throws Exception {
    var workload = ready("sbx_words");
    var words =
        List.of(
            "", " ", "'", "\"$HOME\"", "`id`", "a\\nb\n\nc\r", "\t*?[]", "\u0001ä€😀\u0081", "--");

    var command = new ArrayList<>(List.of("printf", "[%s]"));
    command.addAll(words);

    assertThat(run(workload, exec(command)).stdout())
        .isEqualTo("[" + String.join("][", words) + "]");
    assertThat(viaShell(workload)).isTrue();
  }

  @Test
  void manyFollowOneAnotherWithoutAPause() throws Exception {
    var workload = ready("sbx_many");

    for (int number = 0; number < 200; number++) {
      assertThat(run(workload, "sh", "-c", "echo " + number + "; echo $0 >&2; exit " + number % 7))
          .isEqualTo(new Ran(number + "\n", "sh\n", number % 7));
      assertThat(viaShell(workload)).isTrue();
    }
  }

  @Test
  void whatACommandLeftBehindDoesNotWriteIntoTheNext() throws Exception {
    var workload = ready("sbx_noise");

    for (int round = 0; round < 5; round++) {
      run(workload, "sh", "-c", "(for i in $(seq 20000); do echo noise; done) & echo mine");
      assertThat(run(workload, "echo", "quiet").stdout()).isEqualTo("quiet\n");
    }
  }

  @Test
  void itReadsItsInputToTheEnd() throws Exception {
    var workload = ready("sbx_input");
    var count = exec(List.of("wc", "-c")).toBuilder().setStdin(true).build();

    try (var process = runtime.exec(workload, count)) {
      process.write(ByteString.copyFromUtf8("x".repeat(300_000)));
      process.endInput();

      assertThat(finished(process).stdout().strip()).isEqualTo("300000");
    }
    assertThat(run(workload, "cat").stdout()).isEmpty();
  }

  @Test
  void aKillReachesEverythingThatItStarted() throws Exception {
    var workload = ready("sbx_killed");
    var command = exec(List.of("sh", "-c", "sleep 7777 & (sleep 7778 & wait) & echo up; wait"));

    try (var process = runtime.exec(workload, command)) {
      assertThat(process.read().orElseThrow().bytes().toStringUtf8()).isEqualTo("up\n");
      process.kill();

      assertThat(finished(process).code()).isEqualTo(137);
    }
    assertThat(run(workload, "ps", "-o", "args").stdout()).doesNotContain("sleep 777");
  }

  @Test
  void aSignalIsTheCommandsToTake() throws Exception {
    var workload = ready("sbx_signal");
    var command =
        exec(List.of("sh", "-c", "trap 'echo got; exit 3' INT; echo up; sleep 99 & wait"));

    try (var process = runtime.exec(workload, command)) {
      assertThat(process.read().orElseThrow().bytes().toStringUtf8()).isEqualTo("up\n");
      process.signal("INT");

      assertThat(finished(process)).isEqualTo(new Ran("got\n", "", 3));
    }
  }

  @Test
  void theyEndWithTheirAgent() throws Exception {
    var workload = ready("sbx_left");
    runtime.close();
    runtime = connect();

    TestSystem.eventually(
        "no shell is left",
        () -> {
          try {
            return !runByEngine(workload, exec(List.of("ps", "-o", "args")))
                .stdout()
                .contains("sh -c");
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  @Test
  void anImageWithoutAShellIsServedByTheEngine() throws Exception {
    TestEngine.run(
        "sh",
        "-c",
        "d=$(mktemp -d) && mkdir $d/bin $d/home && cp /bin/busybox $d/bin/busybox"
            + " && tar -C $d -c . | docker import - gstacks/shell-less:test && rm -r $d");
    var provision =
        small()
            .setImage("gstacks/shell-less:test")
            .addAllCommand(List.of("/bin/busybox", "sleep", "999"));

    var workload = provision("sbx_bare", provision);

    for (int time = 0; time < 5; time++) {
      assertThat(run(workload, "/bin/busybox", "echo", "here").stdout()).isEqualTo("here\n");
    }
  }

  // ---- how it is done ----

  /** A command of the engine's has no parent in its container. */
  private boolean viaShell(Workload workload) throws IOException {
    return !run(workload, "cut", "-d ", "-f4", "/proc/self/stat").stdout().equals("0\n");
  }

  private Workload ready(String sandbox) {
    var workload = provision(sandbox, small());
    TestSystem.eventually(
        "a shell stands by",
        () -> {
          try {
            return viaShell(workload);
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
    return workload;
  }

  private static Provision.Builder small() {
    return Provision.newBuilder()
        .setImage(TestEngine.IMAGE)
        .setLimits(
            Limits.newBuilder().setCpuMillis(1000).setMemoryMib(64).setDiskMib(64).setPids(64));
  }

  private Workload provision(String sandbox, Provision.Builder provision) {
    return runtime.provision(
        new ProvisionOrder(
            sandbox,
            1,
            provision.setTenantId("tnt_1").setClusterId("cls_1").setProof("prf").build(),
            Deadline.in(Duration.ofSeconds(60)),
            new Steps((_, _) -> {})));
  }

  private static Exec exec(List<String> command) {
    return Exec.newBuilder().addAllCommand(command).build();
  }

  private Ran run(Workload workload, String... command) throws IOException {
    return run(workload, exec(List.of(command)));
  }

  private Ran run(Workload workload, Exec exec) throws IOException {
    try (var process = runtime.exec(workload, exec)) {
      return finished(process);
    }
  }

  /** A user that is named is no standby shell's. */
  private Ran runByEngine(Workload workload, Exec exec) throws IOException {
    return run(workload, exec.toBuilder().setUser("1000:1000").build());
  }

  private static Ran finished(ExecProcess process) throws IOException {
    Map<Chunk.Stream, ByteString> output = new TreeMap<>();
    for (var chunk = process.read(); chunk.isPresent(); chunk = process.read()) {
      output.merge(chunk.get().stream(), chunk.get().bytes(), ByteString::concat);
    }
    return new Ran(
        output.getOrDefault(Chunk.Stream.STDOUT, ByteString.EMPTY).toStringUtf8(),
        output.getOrDefault(Chunk.Stream.STDERR, ByteString.EMPTY).toStringUtf8(),
        process.exitCode());
  }
}
