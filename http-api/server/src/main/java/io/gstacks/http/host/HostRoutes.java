package io.gstacks.http.host;

import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.Page;
import io.gstacks.host.fleet.HostCommand;
import io.gstacks.host.fleet.HostList;
import io.gstacks.host.fleet.HostView;
import io.gstacks.http.route.Answer;
import io.gstacks.http.route.Blocking;
import io.gstacks.http.route.Endpoint;
import io.gstacks.http.route.Exchange;
import io.gstacks.http.route.Names;
import io.gstacks.http.route.PageBody;
import io.gstacks.http.route.PageBody.Wanted;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.Role;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * {@code /api/hosts}. Hosts come by enrolment; here they are seen, tagged and given up.
 *
 * <pre>
 * GET   /api/hosts                the tenant's, by cluster, status, trait or tag
 * GET   /api/hosts/{id}           one, with what its agent last said
 * PATCH /api/hosts/{id}           its tags
 * POST  /api/hosts/{id}/archive   it will not come back
 * </pre>
 */
public final class HostRoutes {
  /** Lists a tenant's hosts; blocks. */
  @FunctionalInterface
  public interface Pages {
    Page<HostView> list(
        TenantId tenant, HostList.Filter filter, int limit, Optional<String> cursor);
  }

  record Patch(Optional<List<String>> tags) {}

  record Archive(Optional<Boolean> lost) {}

  private static final Set<String> STATUSES =
      Set.of("connected", "disconnected", "no_token", "archived");

  private final HostLookup hosts;
  private final Pages pages;
  private final Blocking blocking;

  public HostRoutes(HostLookup hosts, Pages pages, Blocking blocking) {
    this.hosts = hosts;
    this.pages = pages;
    this.blocking = blocking;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/hosts", Role.VIEWER, this::list)
            .with("cluster_id", "status", "trait", "tag", "limit", "cursor"),
        Endpoint.get("/api/hosts/{id}", Role.VIEWER, this::see),
        Endpoint.patch("/api/hosts/{id}", Role.OPERATOR, this::patch),
        Endpoint.post("/api/hosts/{id}/archive", Role.OPERATOR, this::archive));
  }

  private CompletionStage<Answer> list(Exchange exchange) {
    var query = exchange.query();
    var wanted = Wanted.of(query);
    var status = query.oneOf("status", STATUSES, "");
    var filter =
        new HostList.Filter(
            query.map("cluster_id", ClusterId::new),
            Optional.of(status).filter(word -> !word.isEmpty()),
            query.text("trait"),
            query.text("tag"));
    var tenant = exchange.principal().tenant();
    return blocking
        .call(() -> pages.list(tenant, filter, wanted.limit(), wanted.cursor()))
        .thenApply(page -> Answer.ok(PageBody.of(page, HostBody::of)));
  }

  private CompletionStage<Answer> see(Exchange exchange) {
    return hosts.view(exchange, id(exchange)).thenApply(host -> Answer.ok(HostBody.of(host)));
  }

  private CompletionStage<Answer> patch(Exchange exchange) {
    var tags = exchange.body(Patch.class).tags();
    if (tags.isEmpty()) {
      throw Names.invalid("tags", "is required");
    }
    Names.requireTags("tags", tags.get());
    return hosts
        .ask(
            id(exchange),
            replyTo ->
                new HostCommand.SetTags(exchange.meta("tags"), new HashSet<>(tags.get()), replyTo))
        .thenApply(host -> Answer.ok(HostBody.of(host)));
  }

  private CompletionStage<Answer> archive(Exchange exchange) {
    var lost = exchange.bodyOrEmpty(Archive.class).lost().orElse(false);
    return hosts
        .ask(
            id(exchange),
            replyTo -> new HostCommand.Archive(exchange.meta("archive"), lost, replyTo))
        .thenApply(host -> Answer.ok(HostBody.of(host)));
  }

  private static HostId id(Exchange exchange) {
    return exchange.pathId("host", HostId::new);
  }
}
