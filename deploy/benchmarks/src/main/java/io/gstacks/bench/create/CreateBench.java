package io.gstacks.bench.create;

import io.gstacks.bench.Bench;
import io.gstacks.bench.installation.Await;
import io.gstacks.bench.installation.Child;
import io.gstacks.bench.installation.ControlPlane;
import io.gstacks.bench.installation.Journal;
import io.gstacks.bench.installation.Progress;
import io.gstacks.bench.installation.Workplace;
import io.gstacks.bench.machine.CpuWatch;
import io.gstacks.bench.report.Bound;
import io.gstacks.bench.report.Findings;
import io.gstacks.bench.report.Picture;
import io.gstacks.bench.report.Samples;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What gstacks adds to Docker: one create to its answer, beside create and start by Docker itself.
 */
public final class CreateBench implements Bench {
  private static final int WARM_UP = 20;

  private final int pairCount;

  CreateBench(int pairCount) {
    this.pairCount = pairCount;
  }

  public static CreateBench fromEnvironment() {
    var count = System.getenv().getOrDefault("GSTACKS_BENCH_PAIRS", "200");
    return new CreateBench(Integer.parseInt(count));
  }

  @Override
  public String name() {
    return "create";
  }

  @Override
  public List<Bound> bounds() {
    return List.of(
        Bound.atMost("p50_difference_ms", 40, "ms"), Bound.atMost("p99_difference_ms", 120, "ms"));
  }

  @Override
  public void run(Workplace workplace, Findings findings) throws Exception {
    var installation = workplace.install("create");
    try (var controlPlane = installation.startControlPlane();
        var journal = Journal.open(installation);
        var agent = installation.startAgent(controlPlane);
        var pairs = Pairs.open(installation, controlPlane.api(), workplace.directory())) {
      findings.condition("postgresql", journal.settings());
      findings.condition("docker", pairs.engine());
      findings.condition("image", controlPlane.api().defaultImage());
      awaitHost(controlPlane);
      pairs.learn();
      Progress.say("%d pairs to warm up".formatted(WARM_UP));
      for (int i = 0; i < WARM_UP; i++) {
        pairs.next();
      }
      Progress.say("%d pairs, one at a time, in turn".formatted(pairCount));
      var watch = CpuWatch.start(processes(controlPlane, journal, agent));
      var times = measure(pairs);
      tell(times, findings);
      var cpu = watch.stop();
      cpu.cores().forEach((name, cores) -> findings.metric(name + "_cpu_cores", cores));
      findings.metric("foreign_cpu_cores", cpu.foreign()).metric("stolen_cpu_cores", cpu.stolen());
    }
  }

  private List<Pairs.Pair> measure(Pairs pairs) throws IOException, InterruptedException {
    List<Pairs.Pair> times = new ArrayList<>();
    for (int i = 0; i < pairCount; i++) {
      times.add(pairs.next());
    }
    return times;
  }

  private static void tell(List<Pairs.Pair> pairs, Findings findings) {
    var gstacks = Samples.of(pairs.stream().mapToLong(Pairs.Pair::gstacksNanos));
    var docker = Samples.of(pairs.stream().mapToLong(Pairs.Pair::dockerNanos));
    findings
        .metric("p50_difference_ms", (gstacks.quantile(0.50) - docker.quantile(0.50)) / 1e6)
        .metric("p99_difference_ms", (gstacks.quantile(0.99) - docker.quantile(0.99)) / 1e6)
        .times("gstacks", gstacks)
        .times("docker", docker)
        .metric("pairs", pairs.size());
    SequencedMap<String, Samples> sets = new LinkedHashMap<>();
    sets.put("docker", docker);
    sets.put("gstacks", gstacks);
    findings.picture(Picture.quantiles("a sandbox, a container", sets));
  }

  private static void awaitHost(ControlPlane controlPlane)
      throws IOException, InterruptedException {
    Await.until(
        "the host to connect",
        Duration.ofSeconds(60),
        Duration.ofMillis(200),
        () -> controlPlane.api().connectedHosts() == 1);
  }

  private static Map<Long, String> processes(
      ControlPlane controlPlane, Journal journal, Child agent) {
    Map<Long, String> processes = new LinkedHashMap<>();
    ProcessHandle.allProcesses()
        .filter(process -> process.info().command().filter(CreateBench::isEngine).isPresent())
        .forEach(process -> processes.put(process.pid(), "engine"));
    processes.put(controlPlane.process().pid(), "control_plane");
    processes.put(journal.postmasterPid(), "postgresql");
    processes.put(agent.pid(), "agent");
    processes.put(ProcessHandle.current().pid(), "generator");
    return processes;
  }

  private static boolean isEngine(String command) {
    return command.endsWith("/dockerd")
        || command.endsWith("/containerd")
        || command.contains("/containerd-shim");
  }
}
