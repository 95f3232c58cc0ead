package io.gstacks.http.sandbox;

import io.gstacks.host.SandboxId;
import io.gstacks.http.route.Answer;
import io.gstacks.http.route.Blocking;
import io.gstacks.http.route.Endpoint;
import io.gstacks.http.route.Exchange;
import io.gstacks.http.vault.Vault;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.Role;
import io.gstacks.persistence.sealed.Sealed;
import io.gstacks.scheduler.sandbox.SandboxCommand;
import io.gstacks.scheduler.sandbox.SandboxSpec;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code POST /api/sandboxes}: fills in what was left open, seals the environment, and asks the
 * sandbox's own entity, which answers when the wish is durable.
 */
final class CreateRoute {
  private final SandboxLookup sandboxes;
  private final Homes homes;
  private final Waiting waiting;
  private final Vault vault;
  private final Blocking blocking;
  private final SandboxSettings settings;

  CreateRoute(
      SandboxLookup sandboxes,
      Homes homes,
      Waiting waiting,
      Vault vault,
      Blocking blocking,
      SandboxSettings settings) {
    this.sandboxes = sandboxes;
    this.homes = homes;
    this.waiting = waiting;
    this.vault = vault;
    this.blocking = blocking;
    this.settings = settings;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/api/sandboxes", Role.MEMBER, this::create).with(Waiting.PARAMETERS));
  }

  private CompletionStage<Answer> create(Exchange exchange) {
    var wish = waiting.wish(exchange);
    var body = exchange.bodyOrEmpty(CreateBody.class);
    body.check();
    var resources = body.resources(settings);
    var queueTimeout = body.queueTimeout(settings.queueTimeout());
    var id = new SandboxId(SandboxId.PREFIX + exchange.origin().ulid());
    var tenant = exchange.principal().tenant();
    return homes
        .find(exchange, body.cluster(), body.host())
        .thenCombine(
            sealed(tenant, body.environment().orElse(Map.of())),
            (home, environment) ->
                new SandboxSpec(
                    body.name().orElseGet(() -> usualName(id)),
                    home.cluster(),
                    home.host(),
                    body.image().orElse(settings.image()),
                    body.pull().orElse(settings.pull()),
                    body.command().orElse(List.of()),
                    environment,
                    resources,
                    new HashSet<>(body.tags().orElse(List.of())),
                    new HashSet<>(body.traits().orElse(List.of())),
                    body.labels().orElse(Map.of()),
                    queueTimeout))
        .thenCompose(spec ->
            sandboxes.ask(
                id,
                replyTo ->
                    new SandboxCommand.Create(exchange.meta("create"), tenant, spec, replyTo)))
        .thenCompose(sandbox -> waiting.settled(exchange, wish, sandbox))
        .thenApply(sandbox -> Answer.created(SandboxBody.fresh(sandbox)));
  }

  /** In the clear nowhere but in this request. */
  private CompletionStage<Map<String, Sealed>> sealed(
      TenantId tenant, Map<String, String> environment) {
    if (environment.isEmpty()) {
      return CompletableFuture.completedStage(Map.of());
    }
    return blocking.call(() -> {
      var sealed = new HashMap<String, Sealed>();
      environment.forEach((name, value) ->
          sealed.put(name, vault.seal(tenant, value.getBytes(StandardCharsets.UTF_8))));
      return sealed;
    });
  }

  /** Names need not be unique; this one nearly is. */
  private static String usualName(SandboxId id) {
    return "sandbox-" + id.value().substring(id.value().length() - 8);
  }
}
