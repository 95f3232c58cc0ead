package io.gstacks.server;

import io.gstacks.host.ClusterId;
import io.gstacks.host.cluster.ClusterCommand;
import io.gstacks.host.cluster.Clusters;
import io.gstacks.host.tenant.KeyCommand;
import io.gstacks.host.tenant.TenantCommand;
import io.gstacks.host.tenant.Tenants;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.Ulid;
import io.gstacks.persistence.entity.Caller;
import io.gstacks.persistence.entity.Meta;
import io.gstacks.persistence.entity.Refusal;
import io.gstacks.persistence.entity.Role;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Makes what a new installation begins with: the tenant {@code default}, its BYO cluster of the
 * same name, and an admin key. All ids follow from the authority's fingerprint, and every step is a
 * command that can be repeated, so that each start runs it and only the first changes anything.
 */
final class FirstTenant {
  private static final String NAME = "default";

  private final Tenants tenants;
  private final Clusters clusters;
  private final TenantId tenant;
  private final ClusterId cluster;

  FirstTenant(String fingerprint, Tenants tenants, Clusters clusters) {
    this.tenants = tenants;
    this.clusters = clusters;
    this.tenant = new TenantId(TenantId.PREFIX + Ulid.derived(fingerprint, "tenant", NAME));
    this.cluster = new ClusterId(ClusterId.PREFIX + Ulid.derived(fingerprint, "cluster", NAME));
  }

  /** Completes when all three are there; fails with what refused. */
  CompletionStage<TenantId> ensure(AdminKey key) {
    return createTenant()
        .thenCompose(_ -> claimName())
        .thenCompose(_ -> createCluster())
        .thenCompose(_ -> createKey(key))
        .thenApply(_ -> tenant);
  }

  private CompletionStage<TenantCommand.TenantView> createTenant() {
    return tenants
        .ask(tenant, replyTo -> new TenantCommand.Create(Meta.system(), NAME, replyTo))
        .thenApply(FirstTenant::granted);
  }

  private CompletionStage<TenantCommand.TenantView> claimName() {
    return tenants
        .ask(
            tenant,
            replyTo ->
                new TenantCommand.ClaimName(own(), "cluster", NAME, cluster.value(), replyTo))
        .thenApply(FirstTenant::granted);
  }

  private CompletionStage<ClusterCommand.ClusterView> createCluster() {
    return clusters
        .ask(
            cluster,
            replyTo ->
                new ClusterCommand.Create(own(), tenant, NAME, ClusterCommand.Kind.BYO, replyTo))
        .thenApply(reply ->
            switch (reply) {
              case ClusterCommand.Accepted(var view) -> view;
              case ClusterCommand.Refused(var refusal) -> throw refused(refusal);
            });
  }

  private CompletionStage<KeyCommand.KeyView> createKey(AdminKey key) {
    return tenants
        .askKey(
            key.id(),
            replyTo ->
                new KeyCommand.Create(own(), tenant, "admin", Role.ADMIN, key.hash(), replyTo))
        .thenApply(reply ->
            switch (reply) {
              case KeyCommand.Accepted(var view) -> view;
              case KeyCommand.Refused(var refusal) -> throw refused(refusal);
            });
  }

  /** The installation, acting for its first tenant. */
  private Meta own() {
    return Meta.of(new Caller(Optional.of(tenant), Role.ADMIN, "system"));
  }

  private static TenantCommand.TenantView granted(TenantCommand.Reply reply) {
    return switch (reply) {
      case TenantCommand.Accepted(var view) -> view;
      case TenantCommand.Refused(var refusal) -> throw refused(refusal);
    };
  }

  private static IllegalStateException refused(Refusal refusal) {
    return new IllegalStateException(
        "the first tenant could not be made: " + refusal.code() + ": " + refusal.message());
  }
}
