package io.gstacks.http.tenant;

import io.gstacks.host.tenant.TenantCommand;
import io.gstacks.host.tenant.TenantCommand.TenantView;
import io.gstacks.host.tenant.Tenants;
import io.gstacks.http.route.ApiException;
import io.gstacks.http.route.Exchange;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.Caller;
import io.gstacks.persistence.entity.Role;
import java.util.concurrent.CompletionStage;

/**
 * Who may see which tenant. The admins of one tenant, the root, look after the others; nobody else
 * knows that there are any.
 */
final class TenantAccess {
  private final Tenants tenants;
  private final String rootName;

  TenantAccess(Tenants tenants, String rootName) {
    this.tenants = tenants;
    this.rootName = rootName;
  }

  CompletionStage<TenantView> own(Exchange exchange) {
    return tenant(exchange, exchange.principal().tenant(), exchange.principal().caller());
  }

  CompletionStage<TenantView> tenant(Exchange exchange, TenantId id, Caller caller) {
    return tenants
        .ask(id, replyTo -> new TenantCommand.Get(exchange.meta(caller, "get"), replyTo))
        .thenApply(TenantAccess::granted);
  }

  CompletionStage<Boolean> isRootAdmin(Exchange exchange) {
    return own(exchange)
        .thenApply(tenant ->
            tenant.name().equals(rootName) && exchange.principal().role().includes(Role.ADMIN));
  }

  CompletionStage<TenantView> requireRootAdmin(Exchange exchange) {
    return own(exchange)
        .thenApply(tenant -> {
          if (!tenant.name().equals(rootName)) {
            throw ApiException.forbidden(
                "only an admin of the tenant " + rootName + " looks after tenants");
          }
          return tenant;
        });
  }

  /** Its name is what makes a tenant the root, so there is one of that name. */
  boolean isReserved(String name) {
    return name.equals(rootName);
  }

  static TenantView granted(TenantCommand.Reply reply) {
    return switch (reply) {
      case TenantCommand.Accepted(var tenant) -> tenant;
      case TenantCommand.Refused(var refusal) -> throw new ApiException(refusal);
    };
  }
}
