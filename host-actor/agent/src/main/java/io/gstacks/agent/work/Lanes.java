package io.gstacks.agent.work;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One lane for each sandbox: tasks of one lane run one after the other in the order of their
 * coming, lanes run side by side, each on a virtual thread that ends when its lane is empty.
 */
public final class Lanes {
  private final Map<String, ArrayDeque<Runnable>> lanes = new HashMap<>();
  private final int most;
  private int waiting;

  /**
   * Begins empty.
   *
   * @param most tasks that may wait or run, over all lanes
   */
  public Lanes(int most) {
    this.most = most;
  }

  /** Answers false, and does nothing, when too many tasks wait already. */
  public boolean submit(String lane, Runnable task) {
    synchronized (lanes) {
      if (waiting == most) {
        return false;
      }
      waiting++;
      var queue = lanes.get(lane);
      if (queue != null) {
        queue.add(task);
        return true;
      }
      queue = new ArrayDeque<>();
      queue.add(task);
      lanes.put(lane, queue);
    }
    Thread.ofVirtual().name("lane-" + lane).start(() -> drain(lane));
    return true;
  }

  private void drain(String lane) {
    for (var task = next(lane); task != null; task = next(lane)) {
      try {
        task.run();
      } finally {
        synchronized (lanes) {
          waiting--;
        }
      }
    }
  }

  private @Nullable Runnable next(String lane) {
    synchronized (lanes) {
      var queue = lanes.get(lane);
      var task = queue == null ? null : queue.poll();
      if (task == null) {
        lanes.remove(lane);
      }
      return task;
    }
  }
}
