package io.gstacks.http.sandbox;

import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.Page;
import io.gstacks.http.route.Answer;
import io.gstacks.http.route.Blocking;
import io.gstacks.http.route.Endpoint;
import io.gstacks.http.route.Exchange;
import io.gstacks.http.route.PageBody;
import io.gstacks.http.route.PageBody.Wanted;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.Meta;
import io.gstacks.persistence.entity.Role;
import io.gstacks.scheduler.sandbox.SandboxCommand;
import io.gstacks.scheduler.sandbox.SandboxList;
import io.gstacks.scheduler.sandbox.SandboxView;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * {@code /api/sandboxes}: see them and move them through their life. {@link CreateRoute} makes
 * them.
 *
 * <pre>
 * GET  /api/sandboxes                the tenant's, by cluster, host, status or name
 * GET  /api/sandboxes/{id}           one; unreachable when its host is away
 * POST /api/sandboxes/{id}/start     run it again
 * POST /api/sandboxes/{id}/stop      end it; its workspace stays
 * POST /api/sandboxes/{id}/archive   end it for good; its record stays
 * POST /api/sandboxes/{id}/purge     and its workspace goes at once
 * </pre>
 */
public final class SandboxRoutes {
  /** Lists a tenant's sandboxes; blocks. */
  @FunctionalInterface
  public interface Pages {
    Page<SandboxView> list(
        TenantId tenant, SandboxList.Filter filter, int limit, Optional<String> cursor);
  }

  @FunctionalInterface
  private interface Step {
    SandboxCommand command(Meta meta, ActorRef<SandboxCommand.Reply> replyTo);
  }

  record Nothing() {}

  private static final Set<String> STATUSES =
      Set.of(
          "creating",
          "running",
          "stopping",
          "stopped",
          "starting",
          "error",
          "unreachable",
          "archiving",
          "archived");

  private final SandboxLookup sandboxes;
  private final Waiting waiting;
  private final Pages pages;
  private final Blocking blocking;

  SandboxRoutes(SandboxLookup sandboxes, Waiting waiting, Pages pages, Blocking blocking) {
    this.sandboxes = sandboxes;
    this.waiting = waiting;
    this.pages = pages;
    this.blocking = blocking;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/sandboxes", Role.VIEWER, this::list)
            .with(
                "cluster_id",
                "host_id",
                "status",
                "name",
                "include_archived",
                "include_deleted",
                "limit",
                "cursor"),
        Endpoint.get("/api/sandboxes/{id}", Role.VIEWER, this::see),
        step("start", SandboxCommand.Start::new),
        step("stop", SandboxCommand.Stop::new),
        step("archive", SandboxCommand.Archive::new),
        step("purge", SandboxCommand.Purge::new));
  }

  private Endpoint step(String verb, Step step) {
    return Endpoint.post(
            "/api/sandboxes/{id}/" + verb, Role.MEMBER, exchange -> take(exchange, verb, step))
        .with(Waiting.PARAMETERS);
  }

  private CompletionStage<Answer> take(Exchange exchange, String verb, Step step) {
    var wish = waiting.wish(exchange);
    exchange.bodyOrEmpty(Nothing.class);
    return sandboxes
        .ask(SandboxLookup.id(exchange), replyTo -> step.command(exchange.meta(verb), replyTo))
        .thenCompose(sandbox -> waiting.settled(exchange, wish, sandbox))
        .thenApply(sandbox -> Answer.ok(SandboxBody.fresh(sandbox)));
  }

  private CompletionStage<Answer> see(Exchange exchange) {
    return sandboxes
        .view(exchange)
        .thenCompose(sandbox -> sandboxes.body(exchange, sandbox))
        .thenApply(Answer::ok);
  }

  private CompletionStage<Answer> list(Exchange exchange) {
    var query = exchange.query();
    var wanted = Wanted.of(query);
    var filter =
        new SandboxList.Filter(
            query.map("cluster_id", ClusterId::new),
            query.map("host_id", HostId::new),
            Optional.of(query.oneOf("status", STATUSES, "")).filter(word -> !word.isEmpty()),
            query.text("name"),
            query.flag("include_archived"),
            query.flag("include_deleted"));
    var tenant = exchange.principal().tenant();
    // The table knows which hosts are away, so no host is asked.
    return blocking
        .call(() -> pages.list(tenant, filter, wanted.limit(), wanted.cursor()))
        .thenApply(page -> Answer.ok(PageBody.of(page, SandboxBody::fresh)));
  }
}
