package io.gstacks.host.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.KeyId;
import io.gstacks.host.Page;
import io.gstacks.host.Resources;
import io.gstacks.host.SandboxId;
import io.gstacks.host.TokenId;
import io.gstacks.host.cluster.ClusterCommand;
import io.gstacks.host.cluster.ClusterEvent;
import io.gstacks.host.cluster.ClusterJournal;
import io.gstacks.host.cluster.ClusterList;
import io.gstacks.host.cluster.TokenCommand;
import io.gstacks.host.cluster.TokenEvent;
import io.gstacks.host.cluster.TokenJournal;
import io.gstacks.host.cluster.TokenList;
import io.gstacks.host.fleet.CachedImage;
import io.gstacks.host.fleet.Facts;
import io.gstacks.host.fleet.HostEvent;
import io.gstacks.host.fleet.HostEvent.Grant;
import io.gstacks.host.fleet.HostEvent.Ref;
import io.gstacks.host.fleet.HostJournal;
import io.gstacks.host.fleet.HostList;
import io.gstacks.host.fleet.HostProfile;
import io.gstacks.host.fleet.HostView;
import io.gstacks.host.fleet.RuntimeHealth;
import io.gstacks.host.tenant.KeyEvent;
import io.gstacks.host.tenant.KeyJournal;
import io.gstacks.host.tenant.KeyList;
import io.gstacks.host.tenant.TenantEvent;
import io.gstacks.host.tenant.TenantJournal;
import io.gstacks.host.tenant.TenantList;
import io.gstacks.persistence.EntityJournal;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.Role;
import io.gstacks.persistence.postgres.Database;
import io.gstacks.persistence.testkit.TestJournal;
import io.gstacks.persistence.testkit.TestPostgres;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What events do to the read tables, and how lists read them, on real PostgreSQL. */
class ReadTablesIT {
  private static final Database DATABASE = TestPostgres.database();
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Facts FACTS = new Facts("machine", "0.1.0", "linux", "amd64", "6.1");
  private static final Resources SMALL = new Resources(500, 256, 1024);
  private static final HostProfile PROFILE =
      new HostProfile(
          FACTS,
          List.of(new RuntimeHealth("docker", "27", true, "")),
          Set.of("docker", "linux"),
          new Resources(4000, 8192, 100_000),
          4,
          List.of(new CachedImage("gstacks/base", "sha256:1")));

  private final TenantId tenant = TenantId.fresh();
  private final ClusterId cluster = ClusterId.fresh();
  private final HostList hosts = new HostList(DATABASE.pool());

  @AfterAll
  static void stop() {
    DATABASE.close();
  }

  @Test
  void aConnectedHostIsListedWithAllThatItSaid() {
    var host = host(cluster);
    apply(new HostJournal(), host.value(), new HostEvent.FactsChanged(PROFILE));
    apply(new HostJournal(), host.value(), new HostEvent.Connected(1, "boot", NOW));
    apply(new HostJournal(), host.value(), new HostEvent.Tagged(Set.of("gpu")));
    apply(
        new HostJournal(),
        host.value(),
        new HostEvent.CapacityReserved(
            List.of(new Grant(SandboxId.fresh(), tenant, 1, SMALL)), NOW, SMALL));

    var listed = list(HostList.Filter.all()).getFirst();

    assertThat(listed)
        .isEqualTo(
            new HostView(
                host,
                "machine",
                tenant,
                cluster,
                "connected",
                true,
                "",
                FACTS,
                PROFILE.runtimes(),
                Optional.empty(),
                Set.of("gpu"),
                PROFILE.traits(),
                PROFILE.capacity(),
                SMALL,
                PROFILE.images(),
                1,
                NOW,
                Optional.of(NOW),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void filtersByClusterStatusTraitAndTag() {
    var plain = host(ClusterId.fresh());
    var tagged = host(cluster);
    apply(new HostJournal(), tagged.value(), new HostEvent.FactsChanged(PROFILE));
    apply(new HostJournal(), tagged.value(), new HostEvent.Tagged(Set.of("gpu")));
    apply(new HostJournal(), tagged.value(), new HostEvent.Connected(1, "boot", NOW));

    assertThat(ids(filter(Optional.of(cluster), "", "", ""))).containsExactly(tagged);
    assertThat(ids(filter(Optional.empty(), "connected", "", ""))).containsExactly(tagged);
    assertThat(ids(filter(Optional.empty(), "disconnected", "", ""))).containsExactly(plain);
    assertThat(ids(filter(Optional.empty(), "", "docker", ""))).containsExactly(tagged);
    assertThat(ids(filter(Optional.empty(), "", "", "gpu"))).containsExactly(tagged);
    assertThat(ids(filter(Optional.empty(), "", "", "absent"))).isEmpty();
  }

  @Test
  void anArchivedHostIsListedOnlyWhenAskedFor() {
    var host = host(cluster);
    apply(new HostJournal(), host.value(), new HostEvent.Connected(1, "boot", NOW));
    apply(new HostJournal(), host.value(), new HostEvent.DeclaredLost(NOW));

    assertThat(ids(HostList.Filter.all())).isEmpty();
    var archived = list(filter(Optional.empty(), "archived", "", "")).getFirst();
    assertThat(archived.archivedAt()).contains(NOW);
    assertThat(archived.disconnectedAt()).contains(NOW);
    assertThat(archived.eligible()).isFalse();
  }

  @Test
  void whatHappensToAHostWithoutARowOfItsOwnChangesNothing() {
    var host = host(cluster);
    var before = list(HostList.Filter.all());

    apply(
        new HostJournal(),
        host.value(),
        new HostEvent.ReservationsHeld(List.of(new Ref(SandboxId.fresh(), 1))));
    apply(
        new HostJournal(),
        host.value(),
        new HostEvent.WorkloadQuarantined("c", "n", "s", 1, "foreign"));

    assertThat(list(HostList.Filter.all())).isEqualTo(before);
  }

  @Test
  void pagesGoOnWhereTheLastOneEnded() {
    var all = List.of(host(cluster), host(cluster), host(cluster));
    var seen = new ArrayList<HostId>();
    Optional<String> cursor = Optional.empty();
    do {
      Page<HostView> page = hosts.list(tenant, HostList.Filter.all(), 2, cursor);
      page.items().forEach(host -> seen.add(host.id()));
      cursor = page.next();
    } while (cursor.isPresent());

    assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
    assertThat(hosts.list(TenantId.fresh(), HostList.Filter.all(), 2, Optional.empty()).items())
        .isEmpty();
  }

  @Test
  void tenantsKeysAndClustersAreListed() {
    var key = KeyId.fresh();
    apply(new TenantJournal(), tenant.value(), new TenantEvent.Created(tenant, "acme", NOW));
    apply(
        new KeyJournal(),
        key.value(),
        new KeyEvent.Created(key, tenant, "one", Role.OPERATOR, "hash", NOW));
    apply(new KeyJournal(), key.value(), new KeyEvent.Revoked(NOW));
    apply(
        new ClusterJournal(),
        cluster.value(),
        new ClusterEvent.Created(cluster, tenant, "default", ClusterCommand.Kind.BYO, NOW));
    var none = Optional.<String>empty();

    assertThat(new TenantList(DATABASE.pool()).list(200, none).items())
        .anyMatch(listed -> listed.id().equals(tenant) && listed.name().equals("acme"));
    var keys = new KeyList(DATABASE.pool()).list(tenant, 10, none).items();
    assertThat(keys.getFirst().role()).isEqualTo(Role.OPERATOR);
    assertThat(keys.getFirst().revokedAt()).contains(NOW);
    var clusters = new ClusterList(DATABASE.pool());
    assertThat(clusters.list(tenant, Optional.of("default"), 10, none).items()).hasSize(1);
    assertThat(clusters.list(tenant, Optional.of("other"), 10, none).items()).isEmpty();
  }

  @Test
  void aTokensStatusFollowsFromItsRow() {
    var far = Instant.now().plusSeconds(3600);
    var active = token(far, 2);
    var expired = token(NOW, 1);
    var spent = token(far, 1);
    apply(new TokenJournal(), spent.value(), new TokenEvent.Redeemed("key", HostId.fresh(), NOW));
    var revoked = token(far, 1);
    apply(new TokenJournal(), revoked.value(), new TokenEvent.Revoked(NOW));

    var listed =
        new TokenList(DATABASE.pool())
            .list(tenant, Optional.of(cluster), 10, Optional.empty())
            .items();

    assertThat(status(listed, active)).isEqualTo("active");
    assertThat(status(listed, expired)).isEqualTo("expired");
    assertThat(status(listed, spent)).isEqualTo("spent");
    assertThat(status(listed, revoked)).isEqualTo("revoked");
  }

  private HostId host(ClusterId home) {
    var host = HostId.fresh();
    apply(
        new HostJournal(),
        host.value(),
        new HostEvent.Enrolled(tenant, home, TokenId.fresh(), "key", FACTS, NOW));
    return host;
  }

  private TokenId token(Instant end, int uses) {
    var token = TokenId.fresh();
    apply(
        new TokenJournal(),
        token.value(),
        new TokenEvent.Created(token, tenant, cluster, "one", "hash", NOW, end, uses));
    return token;
  }

  private List<HostView> list(HostList.Filter filter) {
    return hosts.list(tenant, filter, 10, Optional.empty()).items();
  }

  private List<HostId> ids(HostList.Filter filter) {
    return list(filter).stream().map(HostView::id).toList();
  }

  /** Empty texts ask for all. */
  private static HostList.Filter filter(
      Optional<ClusterId> cluster, String status, String trait, String tag) {
    return new HostList.Filter(cluster, text(status), text(trait), text(tag));
  }

  private static Optional<String> text(String value) {
    return Optional.of(value).filter(text -> !text.isEmpty());
  }

  private static String status(List<TokenCommand.TokenView> listed, TokenId token) {
    return listed.stream()
        .filter(view -> view.id().equals(token))
        .map(TokenCommand.TokenView::status)
        .findFirst()
        .orElseThrow();
  }

  private static <E> void apply(EntityJournal<E, ?> journal, String id, E event) {
    try (var connection = DATABASE.pool().getConnection()) {
      for (var table : journal.tables()) {
        table.apply(connection, id, 1, TestJournal.recorded(event));
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
