package io.gstacks.http.tenant;

import io.gstacks.host.ClusterId;
import io.gstacks.host.KeyId;
import io.gstacks.host.Page;
import io.gstacks.host.cluster.ClusterCommand;
import io.gstacks.host.cluster.Clusters;
import io.gstacks.host.tenant.KeyCommand;
import io.gstacks.host.tenant.TenantCommand;
import io.gstacks.host.tenant.TenantCommand.TenantView;
import io.gstacks.host.tenant.Tenants;
import io.gstacks.http.auth.KeyText;
import io.gstacks.http.cluster.ClusterBody;
import io.gstacks.http.cluster.ClusterRoutes;
import io.gstacks.http.route.Answer;
import io.gstacks.http.route.ApiException;
import io.gstacks.http.route.Blocking;
import io.gstacks.http.route.Endpoint;
import io.gstacks.http.route.Exchange;
import io.gstacks.http.route.Names;
import io.gstacks.http.route.PageBody;
import io.gstacks.http.route.PageBody.Wanted;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.Role;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * {@code /api/whoami} and {@code /api/tenants}.
 *
 * <pre>
 * GET  /api/whoami         whose key this is
 * GET  /api/tenants        all of them (root admin)
 * POST /api/tenants        a tenant with a BYO cluster and an admin key (root admin)
 * GET  /api/tenants/{id}   one's own; any (root admin)
 * </pre>
 */
public final class TenantRoutes {
  /** Lists all tenants; blocks. */
  @FunctionalInterface
  public interface Pages {
    Page<TenantView> list(int limit, Optional<String> cursor);
  }

  record Create(Optional<String> name) {}

  record Made(TenantBody tenant, ClusterBody cluster, FirstKey adminKey) {}

  record FirstKey(KeyId id, String key) {}

  record Whoami(Self tenant, OwnKey key) {}

  record Self(TenantId id, String name) {}

  record OwnKey(KeyId id, String name, String role) {}

  private static final String CLUSTER_NAME = "default";

  private final Tenants tenants;
  private final Clusters clusters;
  private final Pages pages;
  private final Blocking blocking;
  private final TenantAccess access;

  public TenantRoutes(
      Tenants tenants, Clusters clusters, Pages pages, Blocking blocking, String rootTenant) {
    this.tenants = tenants;
    this.clusters = clusters;
    this.pages = pages;
    this.blocking = blocking;
    this.access = new TenantAccess(tenants, rootTenant);
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/whoami", Role.VIEWER, this::whoami),
        Endpoint.get("/api/tenants", Role.ADMIN, this::list).with("limit", "cursor"),
        Endpoint.post("/api/tenants", Role.ADMIN, this::create),
        Endpoint.get("/api/tenants/{id}", Role.VIEWER, this::see));
  }

  private CompletionStage<Answer> whoami(Exchange exchange) {
    var principal = exchange.principal();
    return access
        .own(exchange)
        .thenApply(tenant ->
            Answer.ok(
                new Whoami(
                    new Self(tenant.id(), tenant.name()),
                    new OwnKey(
                        principal.key(), principal.keyName(), KeyRoutes.word(principal.role())))));
  }

  private CompletionStage<Answer> list(Exchange exchange) {
    var wanted = Wanted.of(exchange.query());
    return access
        .requireRootAdmin(exchange)
        .thenCompose(_ -> blocking.call(() -> pages.list(wanted.limit(), wanted.cursor())))
        .thenApply(page -> Answer.ok(PageBody.of(page, TenantBody::of)));
  }

  private CompletionStage<Answer> see(Exchange exchange) {
    var id = exchange.pathId("tenant", TenantId::new);
    var caller = exchange.principal().caller();
    return access
        .isRootAdmin(exchange)
        .thenCompose(root ->
            access.tenant(exchange, id, root ? exchange.principal().forInstallation() : caller))
        .thenApply(tenant -> Answer.ok(TenantBody.of(tenant)));
  }

  private CompletionStage<Answer> create(Exchange exchange) {
    var name = Names.require("name", exchange.body(Create.class).name());
    return access.requireRootAdmin(exchange).thenCompose(_ -> make(exchange, name));
  }

  private CompletionStage<Answer> make(Exchange exchange, String name) {
    if (access.isReserved(name)) {
      throw ApiException.conflict("name_taken", "there is a tenant " + name);
    }
    var tenant = new TenantId(TenantId.PREFIX + exchange.origin().ulid());
    var cluster = new ClusterId(ClusterId.PREFIX + exchange.origin().ulid());
    var key = KeyText.of(exchange.origin().ulid(), exchange.origin().secret("key"));
    return tenants
        .ask(
            tenant,
            replyTo ->
                new TenantCommand.Create(
                    exchange.meta(exchange.principal().forInstallation(), "tenant"), name, replyTo))
        .thenApply(TenantAccess::granted)
        .thenCompose(made ->
            claim(exchange, tenant, cluster)
                .thenCompose(_ -> cluster(exchange, tenant, cluster))
                .thenCombine(
                    key(exchange, tenant, key),
                    (itsCluster, keyId) ->
                        Answer.created(
                            new Made(
                                TenantBody.of(made),
                                ClusterBody.of(itsCluster),
                                new FirstKey(keyId, key)))));
  }

  private CompletionStage<TenantView> claim(Exchange exchange, TenantId tenant, ClusterId cluster) {
    var meta = exchange.meta(exchange.principal().within(tenant), "claim");
    return tenants
        .ask(
            tenant,
            replyTo ->
                new TenantCommand.ClaimName(
                    meta, ClusterRoutes.KIND, CLUSTER_NAME, cluster.value(), replyTo))
        .thenApply(TenantAccess::granted);
  }

  private CompletionStage<ClusterCommand.ClusterView> cluster(
      Exchange exchange, TenantId tenant, ClusterId cluster) {
    var meta = exchange.meta(exchange.principal().within(tenant), "cluster");
    return clusters
        .ask(
            cluster,
            replyTo ->
                new ClusterCommand.Create(
                    meta, tenant, CLUSTER_NAME, ClusterCommand.Kind.BYO, replyTo))
        .thenApply(ClusterRoutes::granted);
  }

  private CompletionStage<KeyId> key(Exchange exchange, TenantId tenant, String text) {
    var id = new KeyId(KeyId.PREFIX + exchange.origin().ulid());
    var meta = exchange.meta(exchange.principal().within(tenant), "key");
    return tenants
        .askKey(
            id,
            replyTo ->
                new KeyCommand.Create(
                    meta, tenant, "admin", Role.ADMIN, KeyText.sha256(text), replyTo))
        .thenApply(reply -> KeyRoutes.granted(reply).id());
  }
}
