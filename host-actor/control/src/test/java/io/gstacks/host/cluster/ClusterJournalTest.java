package io.gstacks.host.cluster;

import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.TokenId;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.testkit.StoredForm;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A change that fails here would strand journals already written. */
class ClusterJournalTest {
  private static final StoredForm CLUSTERS = StoredForm.of(new ClusterJournal());
  private static final StoredForm TOKENS = StoredForm.of(new TokenJournal());
  private static final TenantId TENANT = new TenantId("tnt_01jz0000000000000000000000");
  private static final ClusterId CLUSTER = new ClusterId("cls_01jz0000000000000000000000");
  private static final HostId HOST = new HostId("hst_01jz0000000000000000000000");
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final ClusterEvent.Created CLUSTER_CREATED =
      new ClusterEvent.Created(CLUSTER, TENANT, "one", ClusterCommand.Kind.BYO, NOW);
  private static final TokenEvent.Created TOKEN_CREATED =
      new TokenEvent.Created(
          new TokenId("tok_01jz0000000000000000000000"),
          TENANT,
          CLUSTER,
          "one",
          "hash",
          NOW,
          NOW,
          1);
  private static final TokenEvent.Redeemed REDEEMED = new TokenEvent.Redeemed("key", HOST, NOW);
  private static final TokenEvent.Revoked REVOKED = new TokenEvent.Revoked(NOW);
  private static final TokenEvent.HostsTold TOLD = new TokenEvent.HostsTold(List.of(HOST));

  @Test
  void everyEventHasASample() {
    CLUSTERS.everyEventHasASample(List.of(CLUSTER_CREATED));
    TOKENS.everyEventHasASample(List.of(TOKEN_CREATED, REDEEMED, REVOKED, TOLD));
  }

  @Test
  void clusters() {
    CLUSTERS.pins(
        CLUSTER_CREATED,
        "cluster.created/1",
        """
        {"id":"cls_01jz0000000000000000000000","tenant":"tnt_01jz0000000000000000000000",\
        "name":"one","kind":"BYO","at":"2026-01-02T03:04:05Z"}\
        """);
  }

  @Test
  void tokens() {
    TOKENS.pins(
        TOKEN_CREATED,
        "token.created/1",
        """
        {"id":"tok_01jz0000000000000000000000","tenant":"tnt_01jz0000000000000000000000",\
        "cluster":"cls_01jz0000000000000000000000","name":"one","secret_hash":"hash",\
        "at":"2026-01-02T03:04:05Z","expires_at":"2026-01-02T03:04:05Z","max_uses":1}\
        """);
    TOKENS.pins(
        REDEEMED,
        "token.redeemed/1",
        """
        {"public_key":"key","host":"hst_01jz0000000000000000000000",\
        "at":"2026-01-02T03:04:05Z"}\
        """);
    TOKENS.pins(REVOKED, "token.revoked/1", "{\"at\":\"2026-01-02T03:04:05Z\"}");
    TOKENS.pins(TOLD, "token.hosts-told/1", "{\"hosts\":[\"hst_01jz0000000000000000000000\"]}");
  }
}
