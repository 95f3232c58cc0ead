package io.gstacks.agent.runtime;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Where the time of one piece of work goes, and word of those steps that take long. */
public final class Steps {
  private final Map<String, Long> millis = new LinkedHashMap<>();
  private final BiConsumer<String, String> progress;

  /**
   * Begins with none.
   *
   * @param progress gets a step and a detail, for whoever waits
   */
  public Steps(BiConsumer<String, String> progress) {
    this.progress = progress;
  }

  public <T> T time(String step, Supplier<T> work) {
    var from = System.nanoTime();
    try {
      return work.get();
    } finally {
      millis.merge(step, (System.nanoTime() - from) / 1_000_000, Long::sum);
    }
  }

  public void say(String step, String detail) {
    progress.accept(step, detail);
  }

  public Map<String, Long> millis() {
    return Map.copyOf(millis);
  }
}
