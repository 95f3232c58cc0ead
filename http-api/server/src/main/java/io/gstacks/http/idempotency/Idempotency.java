package io.gstacks.http.idempotency;

import io.gstacks.http.idempotency.RequestCommand.Answered;
import io.gstacks.http.idempotency.RequestCommand.Begin;
import io.gstacks.http.idempotency.RequestCommand.Busy;
import io.gstacks.http.idempotency.RequestCommand.Refused;
import io.gstacks.http.idempotency.RequestCommand.Run;
import io.gstacks.http.route.Answer;
import io.gstacks.http.route.ApiException;
import io.gstacks.http.route.Blocking;
import io.gstacks.http.route.Endpoint;
import io.gstacks.http.route.Exchange;
import io.gstacks.http.route.Origin;
import io.gstacks.http.vault.Vault;
import io.gstacks.persistence.sealed.Sealed;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * Runs a request under its {@code Idempotency-Key}: once, however often it arrives, through
 * whichever node, and whatever crashes meanwhile.
 *
 * <p>Known limit: an event stream is not kept. Its repeat is told that the outcome is unknown, and
 * runs nothing.
 */
public final class Idempotency {
  private static final Pattern KEY =
      Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]{0,253}[\\x21-\\x7e])?");

  private final Requests requests;
  private final Vault vault;
  private final Blocking blocking;
  private final IdempotencySettings settings;
  private final ActorSystem<?> system;

  public Idempotency(
      Requests requests,
      Vault vault,
      Blocking blocking,
      IdempotencySettings settings,
      ActorSystem<?> system) {
    this.requests = requests;
    this.vault = vault;
    this.blocking = blocking;
    this.settings = settings;
    this.system = system;
  }

  /** The answer of the endpoint, or the one that it gave to the same request before. */
  public CompletionStage<Answer> once(String key, Endpoint endpoint, Exchange exchange) {
    if (!KEY.matcher(key).matches()) {
      throw ApiException.invalid(
          "invalid_idempotency_key", "an Idempotency-Key is 1 to 255 printable ASCII characters");
    }
    var call = new Call(key, RequestKey.of(exchange.principal().tenant(), key), endpoint, exchange);
    var deadline = System.nanoTime() + settings.patience().toNanos();
    return blocking
        .call(() -> vault.seal(exchange.principal().tenant(), Origin.freshSeed()))
        .thenCompose(seed -> begin(call, seed, deadline, 0));
  }

  private record Call(String key, RequestKey id, Endpoint endpoint, Exchange exchange) {}

  private CompletionStage<Answer> begin(Call call, Sealed seed, long deadline, int attempt) {
    var repeatable = call.endpoint().repeat() == Endpoint.Repeat.AGAIN;
    var meta = call.exchange().meta("begin_" + attempt);
    return requests
        .ask(
            call.id(),
            replyTo ->
                new Begin(
                    meta,
                    Fingerprint.of(call.exchange()),
                    repeatable,
                    seed,
                    settings.remember(),
                    settings.lease(),
                    replyTo))
        .thenCompose(reply ->
            switch (reply) {
              case Run(var use, var kept) -> run(call, use, kept);
              case Answered answered -> kept(call).read(answered);
              case Busy _ -> lookAgain(call, seed, deadline, attempt + 1);
              case Refused(var refusal) -> throw new ApiException(refusal);
              case RequestCommand.Part _, RequestCommand.Noted _ -> throw misplaced(reply);
            });
  }

  private CompletionStage<Answer> lookAgain(Call call, Sealed seed, long deadline, int attempt) {
    if (System.nanoTime() > deadline) {
      throw ApiException.conflict(
          "request_in_progress", "the first request with this Idempotency-Key still runs");
    }
    return later(settings.poll()).thenCompose(_ -> begin(call, seed, deadline, attempt));
  }

  private CompletionStage<Answer> run(Call call, long use, Sealed seed) {
    var tenant = call.exchange().principal().tenant();
    var lease = new Lease(requests, call.id(), call.exchange(), use, settings.lease());
    return blocking
        .call(() -> vault.open(tenant, seed))
        .thenCompose(clear -> {
          var origin = Origin.of(tenant, call.key(), use, clear);
          return lease.during(
              system, () -> call.endpoint().handler().handle(call.exchange().with(origin)));
        })
        .handle(Outcome::new)
        .thenCompose(outcome -> kept(call).write(use, outcome, lease));
  }

  private KeptAnswer kept(Call call) {
    return new KeptAnswer(requests, vault, blocking, call.id(), call.exchange());
  }

  private CompletionStage<Void> later(Duration pause) {
    return CompletableFuture.runAsync(
        () -> {},
        CompletableFuture.delayedExecutor(
            pause.toNanos(), TimeUnit.NANOSECONDS, system.executionContext()));
  }

  static IllegalStateException misplaced(RequestCommand.Reply reply) {
    return new IllegalStateException("not an answer to this question: " + reply);
  }
}
