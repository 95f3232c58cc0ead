package io.gstacks.http.sandbox;

import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.cluster.ClusterCommand;
import io.gstacks.host.cluster.Clusters;
import io.gstacks.host.fleet.HostView;
import io.gstacks.host.tenant.TenantCommand;
import io.gstacks.host.tenant.Tenants;
import io.gstacks.http.host.HostLookup;
import io.gstacks.http.route.ApiException;
import io.gstacks.http.route.Exchange;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.Refusal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the cluster, and the host if one was named, that a new sandbox is for. That a cluster is a
 * tenant's own never changes, so it is asked once a node and then remembered.
 */
final class Homes {
  record Home(ClusterId cluster, Optional<HostId> host) {}

  private static final int REMEMBERED = 10_000;
  private static final String CLUSTER_NAMES = "cluster/";

  private final Tenants tenants;
  private final Clusters clusters;
  private final HostLookup hosts;
  private final String usualCluster;
  private final Map<TenantId, ClusterId> usual = new ConcurrentHashMap<>();
  private final Map<ClusterId, TenantId> owners = new ConcurrentHashMap<>();

  Homes(Tenants tenants, Clusters clusters, HostLookup hosts, String usualCluster) {
    this.tenants = tenants;
    this.clusters = clusters;
    this.hosts = hosts;
    this.usualCluster = usualCluster;
  }

  CompletionStage<Home> find(
      Exchange exchange, Optional<ClusterId> cluster, Optional<HostId> host) {
    if (host.isEmpty()) {
      return cluster(exchange, cluster).thenApply(found -> new Home(found, host));
    }
    return host(exchange, host.get())
        .thenCompose(found ->
            cluster(exchange, cluster.or(() -> Optional.of(found.cluster())))
                .thenApply(its -> home(its, found)));
  }

  private static Home home(ClusterId cluster, HostView host) {
    if (!host.cluster().equals(cluster)) {
      throw ApiException.invalid("host_not_in_cluster", "the host belongs to another cluster");
    }
    return new Home(cluster, Optional.of(host.id()));
  }

  private CompletionStage<HostView> host(Exchange exchange, HostId host) {
    return hosts
        .view(exchange, host)
        .exceptionallyCompose(
            failure -> CompletableFuture.failedStage(renamed(failure, "host_not_found", "host")));
  }

  private CompletionStage<ClusterId> cluster(Exchange exchange, Optional<ClusterId> cluster) {
    return cluster.isPresent() ? own(exchange, cluster.get()) : usual(exchange);
  }

  private CompletionStage<ClusterId> own(Exchange exchange, ClusterId cluster) {
    var tenant = exchange.principal().tenant();
    if (tenant.equals(owners.get(cluster))) {
      return CompletableFuture.completedStage(cluster);
    }
    return clusters
        .ask(cluster, replyTo -> new ClusterCommand.Get(exchange.meta("cluster"), replyTo))
        .thenApply(reply ->
            switch (reply) {
              case ClusterCommand.Accepted(var found) ->
                  remembered(owners, found.id(), tenant, found.id());
              case ClusterCommand.Refused(var refusal) ->
                  throw renamed(new ApiException(refusal), "cluster_not_found", "cluster");
            });
  }

  private CompletionStage<ClusterId> usual(Exchange exchange) {
    var tenant = exchange.principal().tenant();
    var known = usual.get(tenant);
    if (known != null) {
      return CompletableFuture.completedStage(known);
    }
    return tenants
        .ask(tenant, replyTo -> new TenantCommand.Get(exchange.meta("tenant"), replyTo))
        .thenApply(reply ->
            switch (reply) {
              case TenantCommand.Accepted(var found) ->
                  Optional.ofNullable(found.names().get(CLUSTER_NAMES + usualCluster))
                      .map(ClusterId::new)
                      .map(cluster -> remembered(usual, tenant, cluster, cluster))
                      .orElseThrow(this::noUsualCluster);
              case TenantCommand.Refused(var refusal) -> throw new ApiException(refusal);
            });
  }

  private ApiException noUsualCluster() {
    return ApiException.invalid(
        "cluster_required", "the tenant has no cluster " + usualCluster + "; give a cluster_id");
  }

  private static <K, V, T> T remembered(Map<K, V> memory, K key, V value, T result) {
    if (memory.size() >= REMEMBERED) {
      memory.clear();
    }
    memory.put(key, value);
    return result;
  }

  private static RuntimeException renamed(Throwable failure, String code, String noun) {
    var cause =
        failure instanceof java.util.concurrent.CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof ApiException answer && answer.refusal().kind() == Refusal.Kind.NOT_FOUND
        ? ApiException.notFound(code, noun)
        : new java.util.concurrent.CompletionException(cause);
  }
}
