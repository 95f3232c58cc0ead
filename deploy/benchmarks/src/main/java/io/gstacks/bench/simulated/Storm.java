package io.gstacks.bench.simulated;

import io.gstacks.bench.http.Request;
import io.gstacks.bench.installation.Api;
import io.gstacks.bench.installation.Await;
import io.gstacks.bench.installation.Installation;
import io.gstacks.bench.installation.Journal;
import io.gstacks.bench.installation.Progress;
import io.gstacks.bench.load.Ledger;
import io.gstacks.bench.load.OpenLoop;
import io.gstacks.bench.load.Schedule;
import io.gstacks.bench.machine.CpuWatch;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Offers creates at a rate, and follows each of them to running. */
final class Storm {
  private static final int MAX_CONNECTIONS = 512;
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration SETTLE_TIMEOUT = Duration.ofSeconds(60);

  /** Small, so that the simulated hosts hold all sandboxes of a run. */
  private static final String CREATE =
      "{\"resources\":{\"cpu_millis\":50,\"memory_mib\":32,\"disk_mib\":64}}";

  private final Installation installation;
  private final Journal journal;
  private final byte[] request;
  private final Map<Long, String> processes;

  /**
   * @param processes whose CPU is told, by process id
   */
  Storm(Installation installation, Api api, Journal journal, Map<Long, String> processes) {
    this.installation = installation;
    this.journal = journal;
    this.processes = processes;
    var target = installation.http();
    this.request =
        api.authorized(Request.post("/api/sandboxes", CREATE))
            .bytes("127.0.0.1:" + target.getPort());
  }

  /** Warm-up and window without a gap between them, then a wait until nothing more starts. */
  Outcome run(Scale scale) throws Exception {
    var schedule = Schedule.of(scale.perSecond(), scale.warmUp().plus(scale.window()));
    int first = schedule.indexAt(scale.warmUp());
    long head = journal.head();
    Progress.say(
        "offering %.0f/s: %d s of warm-up, %d s measured"
            .formatted(scale.perSecond(), scale.warmUp().toSeconds(), scale.window().toSeconds()));
    try (var loop = new OpenLoop(installation.http(), request, MAX_CONNECTIONS, ANSWER_TIMEOUT)) {
      var offer = inBackground("generator", () -> loop.offer(schedule));
      Await.pause(scale.warmUp());
      var countersBefore = journal.counters();
      var watch = CpuWatch.start(processes);
      Await.pause(scale.window());
      var cpu = watch.stop();
      var countersAfter = journal.counters();
      var ledger = offer.get();
      settle(ledger, head, schedule.count());
      return new Outcome(
          scale,
          first,
          schedule.count(),
          ledger,
          journal.lifetimesSince(head),
          cpu,
          new Traffic(countersBefore, countersAfter, scale.window()),
          loop.connections());
    }
  }

  /** Returns when all that was accepted runs, or when nothing has started for a while. */
  private void settle(Ledger ledger, long head, int count)
      throws IOException, InterruptedException, SQLException {
    int accepted = ledger.created(0, count).size();
    long deadline = System.nanoTime() + SETTLE_TIMEOUT.toNanos();
    long started = journal.startedSince(head);
    while (started < accepted && System.nanoTime() < deadline) {
      Progress.say("waiting: %d of %d accepted sandboxes run".formatted(started, accepted));
      Await.pause(Duration.ofSeconds(2));
      started = journal.startedSince(head);
    }
  }

  private static <T> FutureTask<T> inBackground(String name, Callable<T> work) {
    var task = new FutureTask<>(work);
    Thread.ofPlatform().name(name).daemon().start(task);
    return task;
  }

  record Traffic(Map<String, Long> before, Map<String, Long> after, Duration time) {
    double perSecond(String counter) {
      return (after.getOrDefault(counter, 0L) - before.getOrDefault(counter, 0L))
          * 1e9
          / time.toNanos();
    }
  }
}
