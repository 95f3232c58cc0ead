package io.gstacks.http.tenant;

import io.gstacks.host.KeyId;
import io.gstacks.host.Page;
import io.gstacks.host.tenant.KeyCommand;
import io.gstacks.host.tenant.KeyCommand.KeyView;
import io.gstacks.host.tenant.Tenants;
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
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * {@code /api/keys}, for admins.
 *
 * <pre>
 * GET    /api/keys        all of the tenant, revoked ones too
 * POST   /api/keys        a new one: the only time that its text is seen
 * DELETE /api/keys/{id}   revoke it
 * </pre>
 */
public final class KeyRoutes {
  /** Lists a tenant's keys; blocks. */
  @FunctionalInterface
  public interface Pages {
    Page<KeyView> list(TenantId tenant, int limit, Optional<String> cursor);
  }

  record Create(Optional<String> name, Optional<String> role) {}

  record Made(KeyId id, String name, String role, String key, Instant createdAt) {}

  record KeyBody(
      KeyId id, String name, String role, Instant createdAt, Optional<Instant> revokedAt) {
    static KeyBody of(KeyView key) {
      return new KeyBody(key.id(), key.name(), word(key.role()), key.createdAt(), key.revokedAt());
    }
  }

  private final Tenants tenants;
  private final Pages pages;
  private final Blocking blocking;

  public KeyRoutes(Tenants tenants, Pages pages, Blocking blocking) {
    this.tenants = tenants;
    this.pages = pages;
    this.blocking = blocking;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/keys", Role.ADMIN, this::list).with("limit", "cursor"),
        Endpoint.post("/api/keys", Role.ADMIN, this::create),
        Endpoint.delete("/api/keys/{id}", Role.ADMIN, this::revoke));
  }

  private CompletionStage<Answer> list(Exchange exchange) {
    var wanted = Wanted.of(exchange.query());
    var tenant = exchange.principal().tenant();
    return blocking
        .call(() -> pages.list(tenant, wanted.limit(), wanted.cursor()))
        .thenApply(page -> Answer.ok(PageBody.of(page, KeyBody::of)));
  }

  private CompletionStage<Answer> create(Exchange exchange) {
    var body = exchange.body(Create.class);
    var name = Names.require("name", body.name());
    var role = role(body.role());
    var id = new KeyId(KeyId.PREFIX + exchange.origin().ulid());
    var text = KeyText.of(exchange.origin().ulid(), exchange.origin().secret("key"));
    return tenants
        .askKey(
            id,
            replyTo ->
                new KeyCommand.Create(
                    exchange.meta("create"),
                    exchange.principal().tenant(),
                    name,
                    role,
                    KeyText.sha256(text),
                    replyTo))
        .thenApply(KeyRoutes::granted)
        .thenApply(key ->
            Answer.created(
                new Made(key.id(), key.name(), word(key.role()), text, key.createdAt())));
  }

  private CompletionStage<Answer> revoke(Exchange exchange) {
    var id = exchange.pathId("key", KeyId::new);
    return tenants
        .askKey(id, replyTo -> new KeyCommand.Revoke(exchange.meta("revoke"), replyTo))
        .thenApply(KeyRoutes::granted)
        .thenApply(_ -> Answer.nothing());
  }

  static KeyView granted(KeyCommand.Reply reply) {
    return switch (reply) {
      case KeyCommand.Accepted(var key) -> key;
      case KeyCommand.Refused(var refusal) -> throw new ApiException(refusal);
    };
  }

  static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  private static Role role(Optional<String> word) {
    return word.flatMap(wanted ->
            Arrays.stream(Role.values()).filter(role -> word(role).equals(wanted)).findFirst())
        .orElseThrow(() -> Names.invalid("role", "must be one of admin, operator, member, viewer"));
  }
}
