package io.gstacks.http.sandbox;

import io.gstacks.host.SandboxId;
import io.gstacks.http.host.HostLookup;
import io.gstacks.http.route.ApiException;
import io.gstacks.http.route.Exchange;
import io.gstacks.scheduler.sandbox.SandboxCommand;
import io.gstacks.scheduler.sandbox.SandboxView;
import io.gstacks.scheduler.sandbox.Sandboxes;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;

/** Asks sandboxes, and asks their hosts whether they are there. */
final class SandboxLookup {
  /** What its host cannot change by coming back. */
  private static final Set<String> SETTLED_ANYWHERE = Set.of("error", "archived");

  private final Sandboxes sandboxes;
  private final HostLookup hosts;

  SandboxLookup(Sandboxes sandboxes, HostLookup hosts) {
    this.sandboxes = sandboxes;
    this.hosts = hosts;
  }

  static SandboxId id(Exchange exchange) {
    return exchange.pathId("sandbox", SandboxId::new);
  }

  CompletionStage<SandboxView> view(Exchange exchange) {
    return ask(id(exchange), replyTo -> new SandboxCommand.Get(exchange.meta("sandbox"), replyTo));
  }

  CompletionStage<SandboxView> ask(
      SandboxId id, Function<ActorRef<SandboxCommand.Reply>, SandboxCommand> command) {
    return sandboxes.ask(id, command).thenApply(SandboxLookup::granted);
  }

  static SandboxView granted(SandboxCommand.Reply reply) {
    return switch (reply) {
      case SandboxCommand.Accepted(var sandbox) -> sandbox;
      case SandboxCommand.Refused(var refusal) -> throw new ApiException(refusal);
      case SandboxCommand.Noted _, SandboxCommand.Claimed _ ->
          throw new IllegalStateException("not an answer to this question: " + reply);
    };
  }

  /** With the word of its host, where it has one: entities do not know whether theirs is there. */
  CompletionStage<SandboxBody> body(Exchange exchange, SandboxView sandbox) {
    if (sandbox.host().isEmpty() || SETTLED_ANYWHERE.contains(sandbox.status())) {
      return CompletableFuture.completedStage(SandboxBody.fresh(sandbox));
    }
    return hosts
        .isConnected(exchange, sandbox.host().get())
        .thenApply(connected -> SandboxBody.of(sandbox, !connected));
  }
}
