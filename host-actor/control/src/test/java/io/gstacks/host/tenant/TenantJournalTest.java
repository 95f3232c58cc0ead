package io.gstacks.host.tenant;

import io.gstacks.host.KeyId;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.Role;
import io.gstacks.persistence.testkit.StoredForm;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A change that fails here would strand journals already written. */
class TenantJournalTest {
  private static final StoredForm TENANTS = StoredForm.of(new TenantJournal());
  private static final StoredForm KEYS = StoredForm.of(new KeyJournal());
  private static final TenantId TENANT = new TenantId("tnt_01jz0000000000000000000000");
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final TenantEvent.Created CREATED = new TenantEvent.Created(TENANT, "acme", NOW);
  private static final TenantEvent.NameClaimed CLAIMED =
      new TenantEvent.NameClaimed("cluster", "one", "cls_1");
  private static final KeyEvent.Created KEY =
      new KeyEvent.Created(
          new KeyId("key_01jz0000000000000000000000"), TENANT, "one", Role.ADMIN, "hash", NOW);
  private static final KeyEvent.Revoked REVOKED = new KeyEvent.Revoked(NOW);

  @Test
  void everyEventHasASample() {
    TENANTS.everyEventHasASample(List.of(CREATED, CLAIMED));
    KEYS.everyEventHasASample(List.of(KEY, REVOKED));
  }

  @Test
  void tenants() {
    TENANTS.pins(
        CREATED,
        "tenant.created/1",
        """
        {"id":"tnt_01jz0000000000000000000000","name":"acme","at":"2026-01-02T03:04:05Z"}\
        """);
    TENANTS.pins(
        CLAIMED,
        "tenant.name-claimed/1",
        """
        {"kind":"cluster","name":"one","holder":"cls_1"}\
        """);
  }

  @Test
  void keys() {
    KEYS.pins(
        KEY,
        "key.created/1",
        """
        {"id":"key_01jz0000000000000000000000","tenant":"tnt_01jz0000000000000000000000",\
        "name":"one","role":"ADMIN","hash":"hash","at":"2026-01-02T03:04:05Z"}\
        """);
    KEYS.pins(REVOKED, "key.revoked/1", "{\"at\":\"2026-01-02T03:04:05Z\"}");
  }
}
