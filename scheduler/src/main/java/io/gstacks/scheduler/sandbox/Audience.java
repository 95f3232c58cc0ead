package io.gstacks.scheduler.sandbox;

import io.gstacks.host.SandboxId;
import io.gstacks.persistence.entity.Refusal;
import io.gstacks.scheduler.sandbox.Sandbox.Life;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * To whom a sandbox is shown: those who ask, and those who wait for it to settle. Nothing of it is
 * stored: who waits is forgotten when the entity leaves memory, and their own timeouts end their
 * wait then.
 */
final class Audience {
  static final String NOUN = "sandbox";

  private final SandboxId id;
  private final int most;
  private final Deque<ActorRef<SandboxCommand.Reply>> waiting = new ArrayDeque<>(1);

  /** As the scheduler last said: it repeats it. */
  private Optional<Integer> queuePosition = Optional.empty();

  /** {@code most}: how many may wait; one more takes the place of the first. */
  Audience(SandboxId id, int most) {
    this.id = id;
    this.most = most;
  }

  void queuedAt(int position) {
    queuePosition = Optional.of(position);
  }

  SandboxCommand.Reply show(Sandbox sandbox) {
    return SandboxViews.of(id, sandbox, queuePosition)
        .<SandboxCommand.Reply>map(SandboxCommand.Accepted::new)
        .orElseGet(() -> new SandboxCommand.Refused(Refusal.notFound(NOUN)));
  }

  void await(ActorRef<SandboxCommand.Reply> waiter) {
    if (waiting.size() >= most) {
      waiting.removeFirst();
    }
    waiting.addLast(waiter);
  }

  /** Those who wait see it if it has settled. */
  void changed(Life life) {
    if (life.status().settled() && !waiting.isEmpty()) {
      var shown = show(life);
      waiting.forEach(waiter -> waiter.tell(shown));
      waiting.clear();
    }
  }
}
