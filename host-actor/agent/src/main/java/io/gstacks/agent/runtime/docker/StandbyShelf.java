package io.gstacks.agent.runtime.docker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The standby shells of one container that nobody uses. Safe for use by many threads. */
final class StandbyShelf {
  private final DockerSettings.Standby settings;
  private final Deque<Standby> idle = new ArrayDeque<>();
  private long notBefore = System.nanoTime();
  private boolean preparing;
  private boolean unable;
  private boolean closed;

  StandbyShelf(DockerSettings.Standby settings) {
    this.settings = settings;
  }

  /** The one that was used last, for it is warm. */
  synchronized Optional<Standby> take() {
    for (var shell = idle.pollFirst(); shell != null; shell = idle.pollFirst()) {
      if (shell.lives()) {
        return Optional.of(shell);
      }
      shell.close();
    }
    return Optional.empty();
  }

  synchronized boolean isEmpty() {
    return idle.isEmpty();
  }

  /** Takes one back that has run its command, unless something still holds on to its output. */
  void put(Standby shell) {
    if (!shell.alone() || !keep(shell)) {
      shell.close();
    }
  }

  private synchronized boolean keep(Standby shell) {
    if (closed || idle.size() >= settings.most()) {
      return false;
    }
    idle.addFirst(shell);
    return true;
  }

  /** Whether another should be made; the caller makes it. */
  synchronized boolean begin() {
    if (closed || preparing || unable || System.nanoTime() - notBefore < 0) {
      return false;
    }
    preparing = true;
    return true;
  }

  void made(Standby shell) {
    synchronized (this) {
      preparing = false;
    }
    if (!keep(shell)) {
      shell.close();
    }
  }

  /** {@code forGood}: no other will be made in this container. */
  synchronized void failed(boolean forGood) {
    preparing = false;
    unable = forGood;
    notBefore = System.nanoTime() + settings.retry().toNanos();
  }

  synchronized void close() {
    closed = true;
    idle.forEach(Standby::close);
    idle.clear();
  }
}
