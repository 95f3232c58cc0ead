package io.gstacks.bench.footprint;

import io.gstacks.bench.installation.Progress;
import io.gstacks.bench.installation.Workplace;
import io.gstacks.bench.machine.Shell;
import io.gstacks.bench.report.Findings;
import io.gstacks.bench.report.Samples;
import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;

/** A cold {@code gstacks version}: a new process each time, its files in the page cache. */
final class CommandLine {
  private static final int RUNS = 11;

  private final List<String> command;

  CommandLine(Workplace workplace) {
    this.command =
        List.of(workplace.checkout().resolve("deploy").resolve("gstacks").toString(), "version");
  }

  void measure(Findings findings) throws IOException, InterruptedException {
    Progress.say("gstacks version, %d times".formatted(RUNS));
    Shell.run(command); // brings it into the page cache
    var times = LongStream.builder();
    for (int run = 0; run < RUNS; run++) {
      long start = System.nanoTime();
      Shell.run(command);
      times.add(System.nanoTime() - start);
    }
    var samples = Samples.of(times.build());
    findings
        .metric("version_s", samples.median() / 1e9)
        .metric("version_max_s", samples.max() / 1e9);
  }
}
