package io.gstacks.bench;

import io.gstacks.bench.installation.Workplace;
import io.gstacks.bench.report.Bound;
import io.gstacks.bench.report.Findings;
import java.util.List;

/** Something that can be measured again on another day and another machine. */
public interface Bench {
  String name();

  /** What is demanded of its metrics. */
  List<Bound> bounds();

  /** Measures; what it found before it throws still counts. */
  void run(Workplace workplace, Findings findings) throws Exception;
}
