package io.gstacks.bench.exec;

import io.gstacks.bench.Bench;
import io.gstacks.bench.installation.Await;
import io.gstacks.bench.installation.ControlPlane;
import io.gstacks.bench.installation.Installation;
import io.gstacks.bench.installation.Progress;
import io.gstacks.bench.installation.Workplace;
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
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** How soon a command in a running sandbox says something, and how many run in a second. */
public final class ExecBench implements Bench {
  private static final int WARM_UP = 50;
  private static final int SANDBOXES = 10;
  private static final Duration RATE_FOR = Duration.ofSeconds(10);

  private static final String SANDBOX =
      "{\"resources\":{\"cpu_millis\":1000,\"memory_mib\":128,\"disk_mib\":64}}";

  /** They share the processors of this machine; a small one would take less than ten otherwise. */
  private static final Map<String, String> ROOM =
      Map.of("GSTACKS_AGENT_CAPACITY_CPU_MILLIS", String.valueOf(1_000 * SANDBOXES));

  private final int calls;

  ExecBench(int calls) {
    this.calls = calls;
  }

  public static ExecBench fromEnvironment() {
    return new ExecBench(
        Integer.parseInt(System.getenv().getOrDefault("GSTACKS_BENCH_CALLS", "500")));
  }

  @Override
  public String name() {
    return "exec";
  }

  @Override
  public List<Bound> bounds() {
    return List.of(
        Bound.atMost("gstacks_p50_ms", 15, "ms"), Bound.atMost("p50_ratio", 1.0 / 3, ""));
  }

  @Override
  public void run(Workplace workplace, Findings findings) throws Exception {
    var installation = workplace.install("exec");
    try (var controlPlane = installation.startControlPlane();
        var _ = installation.startAgent(controlPlane, ROOM)) {
      Await.until(
          "the host to connect",
          Duration.ofSeconds(60),
          Duration.ofMillis(200),
          () -> controlPlane.api().connectedHosts() == 1);
      findings.condition("image", controlPlane.api().defaultImage());
      List<String> sandboxes = new ArrayList<>();
      try {
        for (int i = 0; i < SANDBOXES; i++) {
          sandboxes.add(controlPlane.api().create(SANDBOX).path("id").asText());
        }
        measure(installation, controlPlane, sandboxes, findings);
      } finally {
        for (var sandbox : sandboxes) {
          controlPlane.api().purge(sandbox);
        }
        Await.until(
            "the removal of the sandboxes",
            Duration.ofSeconds(60),
            Duration.ofMillis(100),
            () -> areDeleted(controlPlane, sandboxes));
      }
    }
  }

  private static boolean areDeleted(ControlPlane controlPlane, List<String> sandboxes)
      throws IOException {
    for (var sandbox : sandboxes) {
      var deleted = controlPlane.api().sandbox(sandbox).path("deleted_at").asText("null");
      if (deleted.equals("null")) {
        return false;
      }
    }
    return true;
  }

  private void measure(
      Installation installation,
      ControlPlane controlPlane,
      List<String> sandboxes,
      Findings findings)
      throws Exception {
    try (var one = Calls.open(installation.http(), controlPlane.api(), sandboxes.getFirst())) {
      inTurn(one, WARM_UP);
      Progress.say("%d calls of each, one at a time, in turn".formatted(calls));
      tell(inTurn(one, calls), findings);
      Progress.say("%d calls without a pause".formatted(calls));
      findings.times("without_a_pause", withoutPause(one));
    }
    Progress.say("as many as there is room for, on one sandbox and on ten");
    findings
        .metric("per_s_one_sandbox", rate(installation, controlPlane, sandboxes.subList(0, 1)))
        .metric("per_s_ten_sandboxes", rate(installation, controlPlane, sandboxes));
  }

  private record Pair(long gstacksNanos, long dockerNanos) {}

  private static List<Pair> inTurn(Calls one, int count) throws IOException {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pairs.add(new Pair(one.gstacks(), one.docker()));
    }
    return pairs;
  }

  private Samples withoutPause(Calls one) throws IOException {
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      nanos.add(one.gstacks());
    }
    return Samples.of(nanos);
  }

  private static void tell(List<Pair> pairs, Findings findings) {
    var gstacks = Samples.of(pairs.stream().mapToLong(Pair::gstacksNanos));
    var docker = Samples.of(pairs.stream().mapToLong(Pair::dockerNanos));
    findings
        .times("gstacks", gstacks)
        .times("docker", docker)
        .metric("p50_ratio", gstacks.median() / docker.median())
        .metric("calls", pairs.size());
    SequencedMap<String, Samples> sets = new LinkedHashMap<>();
    sets.put("docker", docker);
    sets.put("gstacks", gstacks);
    findings.picture(Picture.quantiles("to the first byte", sets));
  }

  /** Ten callers, each with its next call when the last has ended, spread over these sandboxes. */
  private static double rate(
      Installation installation, ControlPlane controlPlane, List<String> sandboxes)
      throws Exception {
    try (var callers = Executors.newFixedThreadPool(SANDBOXES)) {
      long start = System.nanoTime();
      long end = start + RATE_FOR.toNanos();
      List<Callable<Integer>> loops = new ArrayList<>();
      for (int i = 0; i < SANDBOXES; i++) {
        var calls =
            Calls.open(
                installation.http(), controlPlane.api(), sandboxes.get(i % sandboxes.size()));
        loops.add(() -> repeat(calls, end));
      }
      int done = 0;
      for (var loop : callers.invokeAll(loops)) {
        done += loop.get();
      }
      return done / ((System.nanoTime() - start) / 1e9);
    }
  }

  private static int repeat(Calls calls, long end) throws IOException {
    try (calls) {
      int done = 0;
      while (System.nanoTime() < end) {
        calls.gstacks();
        done++;
      }
      return done;
    }
  }
}
