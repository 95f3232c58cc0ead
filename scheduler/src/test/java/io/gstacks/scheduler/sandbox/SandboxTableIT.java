package io.gstacks.scheduler.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.host.HostId;
import io.gstacks.host.SandboxId;
import io.gstacks.persistence.Recorded;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.Ulid;
import io.gstacks.persistence.postgres.Database;
import io.gstacks.persistence.testkit.TestPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rows of real lives in a real PostgreSQL. */
class SandboxTableIT {
  private static final Database DATABASE = TestPostgres.database();
  private static final SandboxJournal JOURNAL = new SandboxJournal();

  private final SandboxList sandboxes = new SandboxList(DATABASE.pool());
  private final ActivityList activity = new ActivityList(DATABASE.pool());

  @AfterAll
  static void stop() {
    DATABASE.close();
  }

  @BeforeEach
  void clear() throws SQLException {
    execute("truncate sandbox, sandbox_activity, host");
    for (var host : Walk.HOSTS) {
      host(host, "connected");
    }
    host(Samples.HOST, "connected");
  }

  @Test
  void aRowIsWhatTheRulesSay() throws SQLException {
    var expected = new HashMap<SandboxId, SandboxView>();
    for (int seed = 0; seed < 150; seed++) {
      var id = sandbox("walk" + seed);
      var events = Walk.events(seed, 60);
      store(id, events);
      expected.put(
          id, SandboxViews.of(id, Samples.after(Sandbox.absent(), events), Optional.empty()));
    }

    assertThat(list(including(true, true)))
        .hasSize(expected.size())
        .allSatisfy(row -> assertThat(row).isEqualTo(expected.get(row.id())));
  }

  @Test
  void whatIsOnAHostThatIsAwayIsUnreachable() throws SQLException {
    store(sandbox("one"), running());
    host(Samples.HOST, "disconnected");

    assertThat(list(SandboxList.Filter.all()).getFirst().status()).isEqualTo("unreachable");
    assertThat(list(status("running"))).isEmpty();
    assertThat(list(status("unreachable"))).hasSize(1);
  }

  @Test
  void archivedAndDeletedOnesAreShownToThoseWhoAsk() throws SQLException {
    var archived = new SandboxEvent.Archived(Optional.empty(), Samples.NOW);
    store(sandbox("lives"), List.of(requested()));
    store(sandbox("archived"), List.of(requested(), archived));
    store(sandbox("deleted"), List.of(requested(), archived, new SandboxEvent.Purged(Samples.NOW)));

    assertThat(list(SandboxList.Filter.all())).hasSize(1);
    assertThat(list(including(true, false))).hasSize(2);
    assertThat(list(including(false, true))).hasSize(3);
    assertThat(list(status("archived"))).hasSize(1);
  }

  @Test
  void filtersAndPages() throws SQLException {
    for (int i = 0; i < 5; i++) {
      store(sandbox("s" + i), running());
    }

    var first = sandboxes.list(Samples.TENANT, SandboxList.Filter.all(), 3, Optional.empty());
    var second = sandboxes.list(Samples.TENANT, SandboxList.Filter.all(), 3, first.next());
    assertThat(first.items()).hasSize(3);
    assertThat(second.items()).hasSize(2);
    assertThat(second.next()).isEmpty();

    var here =
        new SandboxList.Filter(
            Optional.of(Samples.CLUSTER),
            Optional.of(Samples.HOST),
            Optional.of("running"),
            Optional.of("first"),
            false,
            false);
    assertThat(list(here)).hasSize(5);
    assertThat(
            sandboxes.list(TenantId.fresh(), SandboxList.Filter.all(), 9, Optional.empty()).items())
        .isEmpty();
  }

  @Test
  void whatHappenedStaysInOrderAndWithoutSecrets() throws SQLException {
    var id = sandbox("one");
    var secret =
        new SandboxEvent.Requested(
            Samples.TENANT,
            Samples.spec(Duration.ZERO, Map.of("KEY", Samples.SECRET)),
            Samples.NOW);
    store(
        id,
        List.of(
            secret,
            new SandboxEvent.Archived(Optional.empty(), Samples.NOW),
            new SandboxEvent.RediscoveryIgnored(Samples.HOST, "c1", "name", 1, "archived")));

    var entries = activity.list(id, 10, Optional.empty()).items();
    assertThat(entries)
        .extracting(ActivityList.Entry::event)
        .containsExactly("sandbox.requested", "sandbox.archived", "sandbox.rediscovery.ignored");
    assertThat(entries.getFirst().data().at("/environment_names/0").asText()).isEqualTo("KEY");
    assertThat(entries.toString()).doesNotContain(Samples.SECRET.ciphertext());
    var archived = list(including(true, true)).getFirst();
    assertThat(archived.spec().environment()).containsOnlyKeys("KEY");
    assertThat(archived.spec().environment()).doesNotContainValue(Samples.SECRET);
    assertThat(activity.list(id, 1, Optional.of(entries.getFirst().id())).items())
        .containsExactly(entries.get(1));
  }

  private static SandboxEvent requested() {
    return new SandboxEvent.Requested(Samples.TENANT, Samples.spec(), Samples.NOW);
  }

  private static List<SandboxEvent> running() {
    return List.of(
        requested(),
        new SandboxEvent.Placed(Samples.HOST, 1, 1),
        new SandboxEvent.Started(Samples.container(1), Samples.NOW));
  }

  private List<SandboxView> list(SandboxList.Filter filter) {
    return sandboxes.list(Samples.TENANT, filter, 200, Optional.empty()).items();
  }

  private static SandboxList.Filter including(boolean archived, boolean deleted) {
    return new SandboxList.Filter(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), archived, deleted);
  }

  private static SandboxList.Filter status(String status) {
    return new SandboxList.Filter(
        Optional.empty(), Optional.empty(), Optional.of(status), Optional.empty(), false, false);
  }

  private static SandboxId sandbox(String name) {
    return new SandboxId("sbx_" + Ulid.derived(name));
  }

  private static void store(SandboxId id, List<SandboxEvent> events) throws SQLException {
    try (var connection = DATABASE.pool().getConnection()) {
      long sequence = 0;
      for (var event : events) {
        sequence++;
        var recorded =
            new Recorded<>(
                Samples.NOW,
                Optional.of(Samples.TENANT),
                "key_1",
                "req",
                "cmd",
                Optional.empty(),
                event);
        for (var table : JOURNAL.tables()) {
          table.apply(connection, id.value(), sequence, recorded);
        }
      }
    }
  }

  private static void host(HostId id, String status) throws SQLException {
    execute(
        "insert into host (id, tenant_id, cluster_id, token_id, status, facts, enrolled_at)"
            + " values ('%s', 't', 'c', 'k', '%s', '{}', now())".formatted(id.value(), status)
            + " on conflict (id) do update set status = excluded.status");
  }

  private static void execute(String sql) throws SQLException {
    try (var connection = DATABASE.pool().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
