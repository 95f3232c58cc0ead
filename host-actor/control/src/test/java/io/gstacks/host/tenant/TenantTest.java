package io.gstacks.host.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gstacks.host.KeyId;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.Decision;
import io.gstacks.persistence.entity.Role;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TenantTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final TenantId ID = TenantId.fresh();
  private static final KeyEvent.Created KEY =
      new KeyEvent.Created(KeyId.fresh(), ID, "one", Role.ADMIN, "hash", NOW);

  private final Tenant tenant = Tenant.absent().apply(new TenantEvent.Created(ID, "acme", NOW));
  private final Key key = Key.absent().apply(KEY);

  @Test
  void aTenantIsMadeOnce() {
    assertThat(tenant.create(ID, "acme", NOW)).isEqualTo(Decision.already());
    assertThat(tenant.create(ID, "other", NOW)).isInstanceOf(Decision.Refuse.class);
  }

  @Test
  void aNameBelongsToOneOfAKind() {
    var claimed = tenant.apply(new TenantEvent.NameClaimed("cluster", "one", "cls_1"));

    assertThat(claimed.claim("cluster", "one", "cls_1")).isEqualTo(Decision.already());
    assertThat(claimed.claim("cluster", "one", "cls_2")).isInstanceOf(Decision.Refuse.class);
    assertThat(claimed.claim("network", "one", "net_1")).isInstanceOf(Decision.Accept.class);
    assertThat(Tenant.absent().claim("cluster", "one", "cls_1"))
        .isInstanceOf(Decision.Refuse.class);
  }

  @Test
  void aKeyOpensUntilItIsRevoked() {
    var revoked = key.apply(new KeyEvent.Revoked(NOW));

    assertThat(key.check("hash")).isEqualTo(Decision.already());
    assertThat(key.check("other")).isInstanceOf(Decision.Refuse.class);
    assertThat(Key.absent().check("hash")).isInstanceOf(Decision.Refuse.class);
    assertThat(revoked.check("hash")).isInstanceOf(Decision.Refuse.class);
    assertThat(revoked.revoke(NOW)).isEqualTo(Decision.already());
    assertThat(key.create(KEY)).isEqualTo(Decision.already());
  }

  @Test
  void anEventThatDoesNotFollowIsRefusedLoudly() {
    assertThatThrownBy(() -> Key.absent().apply(new KeyEvent.Revoked(NOW)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> tenant.apply(new TenantEvent.Created(ID, "acme", NOW)))
        .isInstanceOf(IllegalStateException.class);
  }
}
