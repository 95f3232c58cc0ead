package io.gstacks.http.sandbox;

import io.gstacks.host.Page;
import io.gstacks.host.SandboxId;
import io.gstacks.http.route.Answer;
import io.gstacks.http.route.Blocking;
import io.gstacks.http.route.Endpoint;
import io.gstacks.http.route.Exchange;
import io.gstacks.http.route.PageBody;
import io.gstacks.http.route.PageBody.Wanted;
import io.gstacks.persistence.entity.Role;
import io.gstacks.scheduler.sandbox.ActivityList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** {@code GET /api/sandboxes/{id}/activity}: what happened to it, as the journal tells it. */
public final class ActivityRoute {
  /** Lists what happened to a sandbox; blocks. */
  @FunctionalInterface
  public interface Pages {
    Page<ActivityList.Entry> list(SandboxId sandbox, int limit, Optional<String> cursor);
  }

  private final SandboxLookup sandboxes;
  private final Pages pages;
  private final Blocking blocking;

  ActivityRoute(SandboxLookup sandboxes, Pages pages, Blocking blocking) {
    this.sandboxes = sandboxes;
    this.pages = pages;
    this.blocking = blocking;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/sandboxes/{id}/activity", Role.VIEWER, this::list)
            .with("limit", "cursor"));
  }

  /** The sandbox is asked first: it knows whose it is. */
  private CompletionStage<Answer> list(Exchange exchange) {
    var wanted = Wanted.of(exchange.query());
    return sandboxes
        .view(exchange)
        .thenCompose(sandbox ->
            blocking.call(() -> pages.list(sandbox.id(), wanted.limit(), wanted.cursor())))
        .thenApply(page -> Answer.ok(PageBody.of(page, entry -> entry)));
  }
}
