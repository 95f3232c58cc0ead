package io.gstacks.bench.simulated;

import io.gstacks.bench.Bench;
import io.gstacks.bench.installation.Child;
import io.gstacks.bench.installation.ControlPlane;
import io.gstacks.bench.installation.Journal;
import io.gstacks.bench.installation.Progress;
import io.gstacks.bench.installation.Workplace;
import io.gstacks.bench.report.Bound;
import io.gstacks.bench.report.Findings;
import io.gstacks.bench.report.Picture;
import io.gstacks.bench.report.Samples;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Sandboxes a second, end to end: HTTP, actors, PostgreSQL with fsync, gRPC, simulated hosts. */
public final class SimulatedBench implements Bench {
  private static final double PER_SECOND = 1_000;
  private static final Duration FLEET_TIMEOUT = Duration.ofMinutes(5);
  private static final Duration SEARCH_WARM_UP = Duration.ofSeconds(5);
  private static final Duration SEARCH_WINDOW = Duration.ofSeconds(15);
  private static final int SEARCH_STEPS = 4;

  private final Scale scale;

  SimulatedBench(Scale scale) {
    this.scale = scale;
  }

  public static SimulatedBench fromEnvironment() {
    return new SimulatedBench(Scale.of(System.getenv()));
  }

  @Override
  public String name() {
    return "create-simulated";
  }

  @Override
  public List<Bound> bounds() {
    return List.of(
        Bound.atLeast("completed_per_s", PER_SECOND, "1/s"),
        Bound.atMost("errors", 0, "creates"),
        Bound.atMost("not_running", 0, "sandboxes"));
  }

  @Override
  public void run(Workplace workplace, Findings findings) throws Exception {
    var installation = workplace.install("simulated");
    findings
        .condition("hosts", scale.hosts())
        .condition("offered_per_s", scale.perSecond())
        .condition("warm_up_s", scale.warmUp().toSeconds())
        .condition("window_s", scale.window().toSeconds());
    try (var controlPlane = installation.startControlPlane();
        var journal = Journal.open(installation);
        var fleet = installation.startFleet(controlPlane, scale.hosts())) {
      findings.condition("postgresql", journal.settings());
      awaitFleet(controlPlane, fleet);
      journal.analyze();
      var storm =
          new Storm(
              installation, controlPlane.api(), journal, processes(controlPlane, journal, fleet));
      var outcome = storm.run(scale);
      tell(outcome, journal, findings);
      if (isMissed(outcome)) {
        findings.metric(
            "sustained_per_s", outcome.isSustained() ? scale.perSecond() : search(storm));
      }
    }
  }

  private boolean isMissed(Outcome outcome) {
    return outcome.completedPerSecond() < PER_SECOND
        || outcome.errors() > 0
        || outcome.notRunning() > 0;
  }

  private void awaitFleet(ControlPlane controlPlane, Child fleet) throws Exception {
    Progress.say("waiting for %d simulated hosts".formatted(scale.hosts()));
    controlPlane.awaitHosts(scale.hosts(), fleet, FLEET_TIMEOUT);
    Progress.say("all of them are connected");
  }

  private static Map<Long, String> processes(
      ControlPlane controlPlane, Journal journal, Child fleet) {
    Map<Long, String> processes = new LinkedHashMap<>();
    processes.put(controlPlane.process().pid(), "control_plane");
    processes.put(journal.postmasterPid(), "postgresql");
    processes.put(fleet.pid(), "fleet");
    processes.put(ProcessHandle.current().pid(), "generator");
    return processes;
  }

  private static void tell(Outcome outcome, Journal journal, Findings findings) throws Exception {
    int first = outcome.first();
    int end = outcome.end();
    var accept = outcome.ledger().latencies(first, end);
    var running = outcome.lifetimes().untilRunning(outcome.accepted());
    findings
        .metric("completed_per_s", outcome.completedPerSecond())
        .metric("offered", outcome.offered())
        .metric("errors", outcome.errors())
        .metric("not_running", outcome.notRunning())
        .times("accepted", accept)
        .times("running", running)
        .metric("generator_lag_p99_ms", outcome.ledger().lags(first, end).quantile(0.99) / 1e6)
        .metric("connections", outcome.connections());
    tellCost(outcome, findings);
    if (outcome.errors() > 0) {
      findings.condition("error_kinds", outcome.ledger().errors(first, end));
    }
    if (outcome.notRunning() > 0) {
      var missing = outcome.lifetimes().notStarted(outcome.accepted());
      findings.condition("not_running_last_events", journal.lastEvents(missing));
    }
    int seconds = Math.toIntExact(outcome.scale().window().toSeconds());
    var started = outcome.lifetimes().startedEachSecond(outcome.ledger().due(first), seconds);
    SequencedMap<String, Samples> sets = new LinkedHashMap<>();
    sets.put("accepted", accept);
    sets.put("running", running);
    findings
        .picture(Picture.line("started in each second of the window", "/s", started))
        .picture(Picture.quantiles("from due to accepted, from requested to running", sets));
  }

  private static void tellCost(Outcome outcome, Findings findings) {
    var cpu = outcome.cpu();
    cpu.cores().forEach((name, cores) -> findings.metric(name + "_cpu_cores", cores));
    var traffic = outcome.traffic();
    double commits = traffic.perSecond("commits");
    double fsyncs = traffic.perSecond("fsyncs");
    findings
        .metric("foreign_cpu_cores", cpu.foreign())
        .metric("stolen_cpu_cores", cpu.stolen())
        .metric("events_per_s", traffic.perSecond("events"))
        .metric("commits_per_s", commits)
        .metric("rows_per_commit", traffic.perSecond("rows") / commits)
        .metric("fsyncs_per_s", fsyncs)
        .metric("commits_per_fsync", commits / fsyncs);
  }

  private double search(Storm storm) throws Exception {
    Progress.say("missed: looking for the highest rate that is sustained");
    return RateSearch.highest(
        0,
        scale.perSecond(),
        SEARCH_STEPS,
        rate -> {
          var step = storm.run(scale.at(rate, SEARCH_WARM_UP, SEARCH_WINDOW));
          Progress.say(
              "%.0f/s %s (%.0f/s completed)"
                  .formatted(
                      rate,
                      step.isSustained() ? "holds" : "does not hold",
                      step.completedPerSecond()));
          return step.isSustained();
        });
  }
}
