package io.gstacks.host.session;

import io.gstacks.host.HostSettings;
import io.gstacks.host.authority.Identity;
import io.gstacks.host.session.SessionMessage.Taken;
import io.gstacks.host.work.SandboxPort;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * Carries an agent's news to sandboxes: a bounded number at a time, each again when nobody took it.
 * The stream is held back while all hands are full.
 */
final class Courier {
  private final ActorContext<SessionMessage> context;
  private final Identity.Host peer;
  private final SandboxPort sandboxes;
  private final HostSettings.Session settings;
  private final Duration timeout;
  private final Outbox outbox;
  private Optional<ActorRef<Taken>> heldBack = Optional.empty();
  private int carrying;

  Courier(
      ActorContext<SessionMessage> context, Identity.Host peer, SessionWorld world, Outbox outbox) {
    this.context = context;
    this.peer = peer;
    this.sandboxes = world.sandboxes();
    this.settings = world.settings().session();
    this.timeout = world.settings().askTimeout();
    this.outbox = outbox;
  }

  /** Tells the stream that its next message may come: now, or when a hand is free. */
  void pace(ActorRef<Taken> stream) {
    if (full()) {
      heldBack = Optional.of(stream);
    } else {
      stream.tell(Taken.TAKEN);
    }
  }

  private boolean full() {
    return carrying >= settings.inFlight();
  }

  void take(Delivery delivery) {
    carrying++;
    carry(delivery, 1);
  }

  void carry(Delivery delivery, int attempt) {
    var answer =
        delivery
            .to(sandboxes, peer)
            .thenApply(_ -> true)
            .toCompletableFuture()
            .copy()
            .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    context.pipeToSelf(
        answer, (_, failure) -> new SessionMessage.Carried(delivery, attempt, failure == null));
  }

  /** The agent may forget what was taken. What was not is tried again, but not for ever. */
  Optional<Farewell> carried(Delivery delivery, int attempt, boolean taken) {
    if (taken) {
      carrying--;
      var farewell = outbox.send(delivery.acknowledgement());
      goOn();
      return farewell;
    }
    if (attempt >= settings.retries()) {
      return Optional.of(Farewell.unavailable("the sandboxes do not answer"));
    }
    context.scheduleOnce(
        settings.retry(), context.getSelf(), new SessionMessage.CarryAgain(delivery, attempt + 1));
    return Optional.empty();
  }

  private void goOn() {
    if (!full()) {
      heldBack.ifPresent(stream -> stream.tell(Taken.TAKEN));
      heldBack = Optional.empty();
    }
  }
}
