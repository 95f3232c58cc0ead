package io.gstacks.http.cluster;

import io.gstacks.host.ClusterId;
import io.gstacks.host.Page;
import io.gstacks.host.cluster.ClusterCommand;
import io.gstacks.host.cluster.ClusterCommand.ClusterView;
import io.gstacks.host.cluster.ClusterCommand.Kind;
import io.gstacks.host.cluster.Clusters;
import io.gstacks.host.tenant.TenantCommand;
import io.gstacks.host.tenant.Tenants;
import io.gstacks.http.route.Answer;
import io.gstacks.http.route.ApiException;
import io.gstacks.http.route.Blocking;
import io.gstacks.http.route.Endpoint;
import io.gstacks.http.route.Exchange;
import io.gstacks.http.route.Names;
import io.gstacks.http.route.PageBody;
import io.gstacks.http.route.PageBody.Wanted;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.Refusal;
import io.gstacks.persistence.entity.Role;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code /api/clusters}.
 *
 * <pre>
 * GET  /api/clusters        the tenant's
 * POST /api/clusters        a new one; its tenant grants the name first
 * GET  /api/clusters/{id}   one
 * </pre>
 */
public final class ClusterRoutes {
  /** Lists a tenant's clusters, all or the one of a name; blocks. */
  @FunctionalInterface
  public interface Pages {
    Page<ClusterView> list(
        TenantId tenant, Optional<String> name, int limit, Optional<String> cursor);
  }

  record Create(Optional<String> name, Optional<String> kind) {}

  /** Among which names of a tenant those of clusters are. */
  public static final String KIND = "cluster";

  private final Tenants tenants;
  private final Clusters clusters;
  private final Pages pages;
  private final Blocking blocking;

  public ClusterRoutes(Tenants tenants, Clusters clusters, Pages pages, Blocking blocking) {
    this.tenants = tenants;
    this.clusters = clusters;
    this.pages = pages;
    this.blocking = blocking;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/clusters", Role.VIEWER, this::list).with("name", "limit", "cursor"),
        Endpoint.post("/api/clusters", Role.OPERATOR, this::create),
        Endpoint.get("/api/clusters/{id}", Role.VIEWER, this::see));
  }

  private CompletionStage<Answer> list(Exchange exchange) {
    var wanted = Wanted.of(exchange.query());
    var name = exchange.query().text("name");
    var tenant = exchange.principal().tenant();
    return blocking
        .call(() -> pages.list(tenant, name, wanted.limit(), wanted.cursor()))
        .thenApply(page -> Answer.ok(PageBody.of(page, ClusterBody::of)));
  }

  private CompletionStage<Answer> see(Exchange exchange) {
    var id = exchange.pathId("cluster", ClusterId::new);
    return clusters
        .ask(id, replyTo -> new ClusterCommand.Get(exchange.meta("get"), replyTo))
        .thenApply(reply -> Answer.ok(ClusterBody.of(granted(reply))));
  }

  private CompletionStage<Answer> create(Exchange exchange) {
    var body = exchange.body(Create.class);
    var name = Names.require("name", body.name());
    var kind = kind(body.kind());
    var fresh = new ClusterId(ClusterId.PREFIX + exchange.origin().ulid());
    return tenants
        .ask(
            exchange.principal().tenant(),
            replyTo ->
                new TenantCommand.ClaimName(
                    exchange.meta("claim"), KIND, name, fresh.value(), replyTo))
        .thenCompose(reply ->
            switch (reply) {
              case TenantCommand.Accepted _ -> CompletableFuture.completedStage(fresh);
              case TenantCommand.Refused(var refusal) -> unborn(exchange, name, refusal);
            })
        .thenCompose(id -> make(exchange, id, name, kind))
        .thenApply(cluster -> Answer.created(ClusterBody.of(cluster)));
  }

  private CompletionStage<ClusterView> make(
      Exchange exchange, ClusterId id, String name, Kind kind) {
    return clusters
        .ask(
            id,
            replyTo ->
                new ClusterCommand.Create(
                    exchange.meta("create"), exchange.principal().tenant(), name, kind, replyTo))
        .thenApply(ClusterRoutes::granted);
  }

  /**
   * The id that holds a taken name, when no cluster came of it: its creator died between the claim
   * and the creation, and the name would be lost for ever. Else the refusal stands.
   */
  private CompletionStage<ClusterId> unborn(Exchange exchange, String name, Refusal taken) {
    return tenants
        .ask(
            exchange.principal().tenant(),
            replyTo -> new TenantCommand.Get(exchange.meta("holder"), replyTo))
        .thenApply(reply -> holder(reply, name).orElseThrow(() -> new ApiException(taken)))
        .thenCompose(id ->
            clusters
                .ask(id, replyTo -> new ClusterCommand.Get(exchange.meta("unborn"), replyTo))
                .thenApply(reply ->
                    switch (reply) {
                      case ClusterCommand.Accepted _ -> throw new ApiException(taken);
                      case ClusterCommand.Refused _ -> id;
                    }));
  }

  private static Optional<ClusterId> holder(TenantCommand.Reply reply, String name) {
    return switch (reply) {
      case TenantCommand.Accepted(var tenant) ->
          Optional.ofNullable(tenant.names().get(KIND + "/" + name)).map(ClusterId::new);
      case TenantCommand.Refused _ -> Optional.empty();
    };
  }

  public static ClusterView granted(ClusterCommand.Reply reply) {
    return switch (reply) {
      case ClusterCommand.Accepted(var cluster) -> cluster;
      case ClusterCommand.Refused(var refusal) -> throw new ApiException(refusal);
    };
  }

  private static Kind kind(Optional<String> word) {
    return switch (word.orElse("byo")) {
      case "byo" -> Kind.BYO;
      case "managed" -> Kind.MANAGED;
      default -> throw Names.invalid("kind", "must be byo or managed");
    };
  }
}
