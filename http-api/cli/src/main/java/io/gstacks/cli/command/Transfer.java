package io.gstacks.cli.command;

import io.gstacks.cli.output.Progress;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.OptionalLong;

/** Counts the bytes of a copy, and shows them when it takes longer than a moment. */
final class Transfer {
  private static final Duration MOMENT = Duration.ofSeconds(1);
  private static final Duration PACE = Duration.ofMillis(200);
  private static final int BAR = 24;
  private static final double MIB = 1 << 20;

  private final Progress progress;
  private final String what;
  private final OptionalLong whole;
  private long bytes;
  private long shownAt;

  Transfer(Progress progress, String what, OptionalLong whole) {
    this.progress = progress;
    this.what = what;
    this.whole = whole;
    this.shownAt = System.nanoTime() + MOMENT.minus(PACE).toNanos();
  }

  synchronized long bytes() {
    return bytes;
  }

  private synchronized void add(long count) {
    bytes += count;
    long now = System.nanoTime();
    if (now - shownAt >= PACE.toNanos()) {
      shownAt = now;
      progress.say(line(what, bytes, whole));
    }
  }

  /** Counts what is read from it. */
  InputStream counted(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int octet = super.read();
        add(octet < 0 ? 0 : 1);
        return octet;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        int count = super.read(into, offset, length);
        add(Math.max(0, count));
        return count;
      }
    };
  }

  static String line(String what, long bytes, OptionalLong whole) {
    if (whole.isEmpty() || whole.getAsLong() == 0) {
      return "%s  %.1f MiB".formatted(what, bytes / MIB);
    }
    double part = Math.min(1, (double) bytes / whole.getAsLong());
    int full = (int) (part * BAR);
    return "%s  [%s%s] %3.0f %%  %.1f of %.1f MiB"
        .formatted(
            what,
            "#".repeat(full),
            "-".repeat(BAR - full),
            part * 100,
            bytes / MIB,
            whole.getAsLong() / MIB);
  }
}
