package io.gstacks.bench.installation;

import java.io.PrintStream;
import java.util.Locale;

/** What a bench is doing, for whoever waits; on standard error, for the report has the output. */
public final class Progress {
  private static final PrintStream OUT = System.err;
  private static final long START = System.nanoTime();

  private Progress() {}

  public static void say(String text) {
    OUT.printf(Locale.ROOT, "%6.1fs  %s%n", (System.nanoTime() - START) / 1e9, text);
  }
}
