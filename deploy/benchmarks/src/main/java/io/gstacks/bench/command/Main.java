package io.gstacks.bench.command;

import io.gstacks.bench.Bench;
import io.gstacks.bench.create.CreateBench;
import io.gstacks.bench.exec.ExecBench;
import io.gstacks.bench.footprint.FootprintBench;
import io.gstacks.bench.installation.Progress;
import io.gstacks.bench.installation.Workplace;
import io.gstacks.bench.machine.CpuWatch;
import io.gstacks.bench.machine.Machine;
import io.gstacks.bench.report.Findings;
import io.gstacks.bench.report.JsonForm;
import io.gstacks.bench.report.Report;
import io.gstacks.bench.report.TextForm;
import io.gstacks.bench.simulated.SimulatedBench;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs benches and prints what they found. Exit code 1 when a mark is missed, 2 on wrong usage. */
public final class Main {
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private Main() {}

  public static void main(String[] words) throws Exception {
    System.exit(run(List.of(words)));
  }

  private static int run(List<String> words) throws Exception {
    var benches =
        List.of(
            CreateBench.fromEnvironment(),
            SimulatedBench.fromEnvironment(),
            ExecBench.fromEnvironment(),
            new FootprintBench());
    var arguments = Arguments.parse(words);
    var chosen =
        benches.stream()
            .filter(bench -> arguments.name().map(bench.name()::equals).orElse(true))
            .toList();
    if (chosen.isEmpty()) {
      Progress.say("there is no bench of that name; see deploy/bench --list");
      return 2;
    }
    boolean ok = true;
    for (var bench : chosen) {
      var report = measure(bench, arguments);
      OUT.println(arguments.json() ? JsonForm.of(report) : TextForm.of(report));
      ok &= report.ok();
    }
    return ok ? 0 : 1;
  }

  /** Whatever goes wrong, there is a report: what could not be measured is a missed mark. */
  private static Report measure(Bench bench, Arguments arguments) {
    var findings = new Findings();
    Optional<String> failure = Optional.empty();
    Progress.say("bench %s".formatted(bench.name()));
    try {
      var workplace = Workplace.open(arguments.checkout(), arguments.directory());
      findings
          .conditions(Machine.conditions(arguments.checkout(), arguments.directory()))
          .condition("control_plane_jvm", workplace.serverOptions())
          .condition("load_before", Machine.load())
          .condition("foreign_cores_before", Machine.busyCores());
      watched(bench, workplace, findings);
    } catch (Exception e) {
      failure = Optional.of(e.getClass().getSimpleName() + ": " + e.getMessage());
      Progress.say("%s ended early: %s".formatted(bench.name(), failure.get()));
    }
    return Report.of(bench.name(), bench.bounds(), findings, failure);
  }

  /** What is not of our processes, over the whole run; containers and their engine are foreign. */
  private static void watched(Bench bench, Workplace workplace, Findings findings)
      throws Exception {
    var watch = CpuWatch.start(Map.of(ProcessHandle.current().pid(), "bench"));
    try {
      bench.run(workplace, findings);
    } finally {
      var use = watch.stop();
      findings
          .condition("foreign_cores_during", use.foreign())
          .condition("stolen_cores_during", use.stolen())
          .condition("load_after", Machine.load());
    }
  }
}
