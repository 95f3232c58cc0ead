package io.gstacks.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.gstacks.host.ClusterId;
import io.gstacks.host.Resources;
import io.gstacks.host.SandboxId;
import io.gstacks.host.fleet.HostCommand;
import io.gstacks.persistence.entity.Caller;
import io.gstacks.persistence.entity.Meta;
import io.gstacks.persistence.entity.Role;
import io.gstacks.persistence.postgres.Database;
import io.gstacks.persistence.testkit.TestPostgres;
import io.gstacks.scheduler.sandbox.SandboxCommand;
import io.gstacks.scheduler.sandbox.SandboxSpec;
import io.gstacks.scheduler.sandbox.SandboxView;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The module as it is assembled: shards, a journal in PostgreSQL, hosts that obey. */
class SchedulerModuleIT {
  private static final Database DATABASE = TestPostgres.database();
  private static final ActorTestKit ACTORS =
      ActorTestKit.create(
          ConfigFactory.parseResources("it.conf").withFallback(TestPostgres.config(DATABASE)));
  private static final Caller OWNER =
      new Caller(Optional.of(TestFleet.TENANT), Role.MEMBER, "key_1");
  private static final SchedulerModule MODULE =
      SchedulerModule.of(ACTORS.system(), SchedulerSettings.from(ConfigFactory.load()));
  private static final TestFleet FLEET = new TestFleet(ACTORS.system(), 20);

  @BeforeAll
  static void start() {
    var cluster = Cluster.get(ACTORS.system());
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
    ACTORS
        .createTestProbe()
        .awaitAssert(
            Duration.ofSeconds(20),
            () -> {
              assertThat(cluster.selfMember().status()).isEqualTo(MemberStatus.up());
              return null;
            });
    MODULE.start(DATABASE.pool(), FLEET, (_, value) -> value.ciphertext(), Clock.systemUTC());
    FLEET.reportTo(MODULE.reports());
    ACTORS
        .system()
        .scheduler()
        .scheduleAtFixedRate(
            Duration.ZERO,
            Duration.ofSeconds(1),
            () -> FLEET.announce(MODULE.announcements()),
            ACTORS.system().executionContext());
  }

  @AfterAll
  static void stop() {
    ACTORS.shutdownTestKit();
    DATABASE.close();
  }

  @Test
  void aSandboxGoesThroughItsLife() throws Exception {
    var id = SandboxId.fresh();
    create(id);
    assertThat(settled(id).status()).isEqualTo("running");

    ask(id, replyTo -> new SandboxCommand.Stop(Meta.of(OWNER), replyTo));
    assertThat(settled(id).status()).isEqualTo("stopped");

    ask(id, replyTo -> new SandboxCommand.Start(Meta.of(OWNER), replyTo));
    assertThat(settled(id).status()).isEqualTo("running");

    ask(id, replyTo -> new SandboxCommand.Purge(Meta.of(OWNER), replyTo));
    var purged = settled(id);
    assertThat(purged.status()).isEqualTo("archived");
    assertThat(purged.deletedAt()).isPresent();
    ACTORS
        .createTestProbe()
        .awaitAssert(() -> {
          assertThat(FLEET.seen)
              .anyMatch(seen ->
                  seen instanceof HostCommand.Release release && release.sandbox().equals(id));
          return null;
        });
  }

  @Test
  void manyAtOnceAllRunAndShareMessagesToHosts() throws Exception {
    var ids = Stream.generate(SandboxId::fresh).limit(300).toList();
    ids.forEach(SchedulerModuleIT::create);

    for (var id : ids) {
      assertThat(settled(id).status()).isEqualTo("running");
    }
    assertThat(FLEET.seen.stream().filter(HostCommand.ReserveBatch.class::isInstance).count())
        .isLessThan(ids.size());
  }

  @Test
  void aClusterWithoutHostsIsAnErrorThatSaysSo() throws Exception {
    var id = SandboxId.fresh();
    var spec = spec(ClusterId.fresh());
    ask(id, replyTo -> new SandboxCommand.Create(Meta.of(OWNER), TestFleet.TENANT, spec, replyTo));

    var reason = settled(id).reason().orElseThrow();
    assertThat(reason.code()).isEqualTo("no_eligible_host");
    assertThat(reason.message()).isEqualTo("the cluster has no hosts");
  }

  @Test
  void aWakeOfNothingIsHarmless() throws Exception {
    MODULE.wake("Sandbox", SandboxId.fresh().value());

    var id = SandboxId.fresh();
    create(id);
    MODULE.wake("Sandbox", id.value());
    assertThat(settled(id).status()).isEqualTo("running");
  }

  private static CompletionStage<SandboxCommand.Reply> create(SandboxId id) {
    return MODULE
        .sandboxes()
        .ask(
            id,
            Duration.ofSeconds(30),
            replyTo ->
                new SandboxCommand.Create(
                    Meta.of(OWNER), TestFleet.TENANT, spec(TestFleet.CLUSTER), replyTo));
  }

  private static SandboxView settled(SandboxId id) throws Exception {
    return ask(id, replyTo -> new SandboxCommand.AwaitSettled(Meta.of(OWNER), replyTo));
  }

  private static SandboxView ask(
      SandboxId id, Function<ActorRef<SandboxCommand.Reply>, SandboxCommand> command)
      throws Exception {
    var reply =
        MODULE
            .sandboxes()
            .ask(id, Duration.ofSeconds(30), command)
            .toCompletableFuture()
            .get(40, TimeUnit.SECONDS);
    return switch (reply) {
      case SandboxCommand.Accepted(var sandbox) -> sandbox;
      case SandboxCommand.Reply other -> throw new AssertionError(other);
    };
  }

  private static SandboxSpec spec(ClusterId cluster) {
    return new SandboxSpec(
        "it",
        cluster,
        Optional.empty(),
        "gstacks/base",
        "if_missing",
        List.of(),
        Map.of(),
        new Resources(100, 128, 256),
        Set.of(),
        Set.of("docker"),
        Map.of(),
        Duration.ZERO);
  }
}
