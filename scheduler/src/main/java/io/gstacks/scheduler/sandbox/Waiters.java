package io.gstacks.scheduler.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Callers that wait for a sandbox to settle. They are forgotten when the entity leaves memory, and
 * their own timeouts end their wait then.
 */
final class Waiters {
  private final int most;
  private final Deque<ActorRef<SandboxCommand.Reply>> waiting = new ArrayDeque<>(1);

  Waiters(int most) {
    this.most = most;
  }

  void add(ActorRef<SandboxCommand.Reply> waiter) {
    if (waiting.size() >= most) {
      waiting.removeFirst();
    }
    waiting.addLast(waiter);
  }

  void answer(SandboxCommand.Reply reply) {
    waiting.forEach(waiter -> waiter.tell(reply));
    waiting.clear();
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }
}
