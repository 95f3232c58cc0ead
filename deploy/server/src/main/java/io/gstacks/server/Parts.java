package io.gstacks.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been started, so that it stops in the opposite order: none loses what it stands on. */
final class Parts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

  /** The last one first. */
  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  <T extends AutoCloseable> T keep(T part) {
    started.push(part);
    return part;
  }

  /** All of them, also when one does not stop cleanly. */
  @Override
  public void close() {
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        LOG.atWarn().setCause(e).log("a part did not stop cleanly");
      }
    }
  }
}
