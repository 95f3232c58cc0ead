package io.gstacks.http.cluster;

import io.gstacks.host.ClusterId;
import io.gstacks.host.Page;
import io.gstacks.host.TokenId;
import io.gstacks.host.cluster.ClusterCommand;
import io.gstacks.host.cluster.ClusterCommand.ClusterView;
import io.gstacks.host.cluster.Clusters;
import io.gstacks.host.cluster.TokenCommand;
import io.gstacks.host.cluster.TokenCommand.TokenView;
import io.gstacks.http.auth.KeyText;
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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Bootstrap tokens: what lets a host into a cluster.
 *
 * <pre>
 * GET    /api/clusters/{id}/tokens   those of a cluster
 * POST   /api/clusters/{id}/tokens   a new one: the only time that its text is seen
 * GET    /api/tokens                 all of the tenant
 * GET    /api/tokens/{id}            one
 * DELETE /api/tokens/{id}            revoke it, and with it the hosts that it let in
 * </pre>
 */
public final class TokenRoutes {
  /** Lists tokens; blocks. */
  @FunctionalInterface
  public interface Pages {
    Page<TokenView> list(
        TenantId tenant, Optional<ClusterId> cluster, int limit, Optional<String> cursor);
  }

  record Create(Optional<String> name, Optional<Integer> ttlSeconds, Optional<Integer> maxUses) {}

  private static final int TTL_LEAST = 60;
  private static final int TTL_USUAL = 3600;
  private static final int TTL_MOST = 30 * 24 * 3600;
  private static final int USES_MOST = 10_000;

  private final Clusters clusters;
  private final Pages pages;
  private final CaFingerprint fingerprint;
  private final Blocking blocking;

  public TokenRoutes(Clusters clusters, Pages pages, CaFingerprint fingerprint, Blocking blocking) {
    this.clusters = clusters;
    this.pages = pages;
    this.fingerprint = fingerprint;
    this.blocking = blocking;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/clusters/{id}/tokens", Role.VIEWER, this::listOfCluster)
            .with("limit", "cursor"),
        Endpoint.post("/api/clusters/{id}/tokens", Role.OPERATOR, this::create),
        Endpoint.get("/api/tokens", Role.VIEWER, this::list).with("limit", "cursor"),
        Endpoint.get("/api/tokens/{id}", Role.VIEWER, this::see),
        Endpoint.delete("/api/tokens/{id}", Role.OPERATOR, this::revoke));
  }

  private CompletionStage<Answer> listOfCluster(Exchange exchange) {
    return cluster(exchange).thenCompose(cluster -> page(exchange, Optional.of(cluster.id())));
  }

  private CompletionStage<Answer> list(Exchange exchange) {
    return page(exchange, Optional.empty());
  }

  private CompletionStage<Answer> page(Exchange exchange, Optional<ClusterId> cluster) {
    var wanted = Wanted.of(exchange.query());
    var tenant = exchange.principal().tenant();
    return blocking
        .call(() -> pages.list(tenant, cluster, wanted.limit(), wanted.cursor()))
        .thenApply(page -> Answer.ok(PageBody.of(page, TokenBody::of)));
  }

  private CompletionStage<Answer> create(Exchange exchange) {
    var body = exchange.bodyOrEmpty(Create.class);
    var name = body.name().isEmpty() ? "" : Names.require("name", body.name());
    var ttl = within("ttl_seconds", body.ttlSeconds().orElse(TTL_USUAL), TTL_LEAST, TTL_MOST);
    var uses = within("max_uses", body.maxUses().orElse(1), 1, USES_MOST);
    var id = new TokenId(TokenId.PREFIX + exchange.origin().ulid());
    var text =
        "gst_%s_%s_%s"
            .formatted(
                exchange.origin().ulid(), exchange.origin().secret("token"), fingerprint.hex());
    return cluster(exchange)
        .thenCompose(cluster -> make(exchange, byo(cluster), id, name, text, ttl, uses))
        .thenApply(token -> Answer.created(TokenBody.of(token, Optional.of(text))));
  }

  private CompletionStage<TokenView> make(
      Exchange exchange,
      ClusterId cluster,
      TokenId id,
      String name,
      String text,
      int ttl,
      int uses) {
    return clusters
        .askToken(
            id,
            replyTo ->
                new TokenCommand.Create(
                    exchange.meta("create"),
                    exchange.principal().tenant(),
                    cluster,
                    name,
                    KeyText.sha256(text),
                    Duration.ofSeconds(ttl),
                    uses,
                    replyTo))
        .thenApply(TokenRoutes::granted);
  }

  private CompletionStage<Answer> see(Exchange exchange) {
    var id = exchange.pathId("token", TokenId::new);
    return clusters
        .askToken(id, replyTo -> new TokenCommand.Get(exchange.meta("get"), replyTo))
        .thenApply(reply -> Answer.ok(TokenBody.of(granted(reply))));
  }

  private CompletionStage<Answer> revoke(Exchange exchange) {
    var id = exchange.pathId("token", TokenId::new);
    return clusters
        .askToken(id, replyTo -> new TokenCommand.Revoke(exchange.meta("revoke"), replyTo))
        .thenApply(reply -> Answer.ok(TokenBody.of(granted(reply))));
  }

  private CompletionStage<ClusterView> cluster(Exchange exchange) {
    var id = exchange.pathId("cluster", ClusterId::new);
    return clusters
        .ask(id, replyTo -> new ClusterCommand.Get(exchange.meta("cluster"), replyTo))
        .thenApply(ClusterRoutes::granted);
  }

  private static ClusterId byo(ClusterView cluster) {
    return switch (cluster.kind()) {
      case BYO -> cluster.id();
      case MANAGED ->
          throw ApiException.conflict(
              "cluster_not_byo", "hosts of a managed cluster are not brought by tokens");
    };
  }

  private static TokenView granted(TokenCommand.Reply reply) {
    return switch (reply) {
      case TokenCommand.Accepted(var token) -> token;
      case TokenCommand.Refused(var refusal) -> throw new ApiException(refusal);
      case TokenCommand.Redeemed redeemed ->
          throw new IllegalStateException("nobody redeemed here: " + redeemed.token());
    };
  }

  private static int within(String field, int value, int least, int most) {
    if (value < least || value > most) {
      throw Names.invalid(field, "must be from %d to %d".formatted(least, most));
    }
    return value;
  }
}
