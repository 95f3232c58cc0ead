package io.gstacks.http.sandbox;

import io.gstacks.host.HostId;
import io.gstacks.host.SandboxId;
import io.gstacks.http.host.HostLookup;
import io.gstacks.http.route.ApiException;
import io.gstacks.http.route.Exchange;
import io.gstacks.scheduler.sandbox.SandboxCommand;
import io.gstacks.scheduler.sandbox.SandboxView;
import io.gstacks.scheduler.sandbox.Sandboxes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;

/** Asks sandboxes, and asks their hosts whether they are there. */
final class SandboxLookup {
  /** Where a sandbox is, or is on its way, by the word of a host that may be away meanwhile. */
  private static final Set<String> ON_HOST = Set.of("running", "starting", "stopping");

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

  CompletionStage<SandboxBody> body(Exchange exchange, SandboxView sandbox) {
    return bodies(exchange, List.of(sandbox)).thenApply(List::getFirst);
  }

  /** Each host is asked once. */
  CompletionStage<List<SandboxBody>> bodies(Exchange exchange, List<SandboxView> sandboxes) {
    var asked = new HashMap<HostId, CompletableFuture<Boolean>>();
    for (var sandbox : sandboxes) {
      if (ON_HOST.contains(sandbox.status())) {
        sandbox
            .host()
            .ifPresent(host ->
                asked.computeIfAbsent(
                    host, id -> hosts.isConnected(exchange, id).toCompletableFuture()));
      }
    }
    return CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new))
        .thenApply(_ ->
            sandboxes.stream()
                .map(sandbox -> SandboxBody.of(sandbox, isAway(sandbox, asked)))
                .toList());
  }

  private static boolean isAway(
      SandboxView sandbox, Map<HostId, CompletableFuture<Boolean>> connected) {
    return ON_HOST.contains(sandbox.status())
        && sandbox
            .host()
            .flatMap(host -> Optional.ofNullable(connected.get(host)))
            .filter(host -> !host.resultNow())
            .isPresent();
  }
}
