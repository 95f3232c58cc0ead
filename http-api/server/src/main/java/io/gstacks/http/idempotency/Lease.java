package io.gstacks.http.idempotency;

import io.gstacks.http.idempotency.RequestCommand.Extend;
import io.gstacks.http.idempotency.RequestCommand.GiveUp;
import io.gstacks.http.route.Exchange;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;

/** The right to run a request, kept alive while it runs. A node that dies lets it go by silence. */
record Lease(Requests requests, RequestKey id, Exchange exchange, long use, Duration length) {
  <T> CompletionStage<T> during(ActorSystem<?> system, Supplier<CompletionStage<T>> work) {
    var pace = length.dividedBy(3);
    var extending =
        system.scheduler().scheduleAtFixedRate(pace, pace, this::extend, system.executionContext());
    CompletionStage<T> running;
    try {
      running = work.get();
    } catch (RuntimeException e) {
      running = CompletableFuture.failedStage(e);
    }
    return running.whenComplete((_, _) -> extending.cancel());
  }

  /** Lost, it costs a repeat the rest of the lease. */
  void giveUp() {
    var _ = requests.ask(id, replyTo -> new GiveUp(exchange.meta("give_up"), use, replyTo));
  }

  private void extend() {
    var _ = requests.ask(id, replyTo -> new Extend(exchange.meta("extend"), use, length, replyTo));
  }
}
