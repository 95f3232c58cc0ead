package io.gstacks.host.assembly;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.HostSettings;
import io.gstacks.host.TokenId;
import io.gstacks.host.authority.CertificateAuthority;
import io.gstacks.host.authority.PlainVault;
import io.gstacks.host.cluster.TokenCommand;
import io.gstacks.host.cluster.TokenText;
import io.gstacks.host.fleet.HostAnnouncement;
import io.gstacks.host.fleet.HostCommand;
import io.gstacks.host.fleet.HostReply;
import io.gstacks.host.fleet.HostView;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.entity.Meta;
import io.gstacks.persistence.entity.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import javax.sql.DataSource;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.apache.pekko.persistence.testkit.PersistenceTestKitSnapshotPlugin;
import org.postgresql.ds.PGSimpleDataSource;

/** A control plane of one node, with a journal in memory and real gRPC on a free port. */
final class ControlPlane implements AutoCloseable {
  static final TenantId TENANT = TenantId.fresh();
  static final ClusterId CLUSTER = ClusterId.fresh();

  private final ActorTestKit actors;
  final HostModule module;
  final ScriptedSandboxes sandboxes = new ScriptedSandboxes();
  final Queue<HostAnnouncement> announced = new ConcurrentLinkedQueue<>();
  final HostSettings settings;
  final int port;
  final String fingerprint;

  ControlPlane(String overrides) {
    this(config(overrides), new PGSimpleDataSource());
  }

  private ControlPlane(Config config, DataSource database) {
    actors = ActorTestKit.create("control", config);
    var cluster = Cluster.get(actors.system());
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
    eventually(() -> cluster.selfMember().status().equals(MemberStatus.up()));
    settings = HostSettings.from(config);
    module =
        new HostModule(actors.system(), database, new PlainVault(), settings, Clock.systemUTC());
    module.connect(sandboxes, announced::add);
    var listening = await(module.listen());
    port = listening.binding().localAddress().getPort();
    fingerprint = listening.fingerprint();
  }

  private static Config config(String overrides) {
    return ConfigFactory.parseString(overrides)
        .withFallback(PersistenceTestKitPlugin.getInstance().config())
        .withFallback(PersistenceTestKitSnapshotPlugin.config())
        .withFallback(ConfigFactory.load("it"));
  }

  ActorSystem<?> system() {
    return actors.system();
  }

  ActorTestKit actors() {
    return actors;
  }

  /** A fresh token of {@link #TENANT} and {@link #CLUSTER}. */
  TokenText token(Duration ttl, int maxUses) {
    var text = TokenText.fresh(TokenId.fresh(), fingerprint);
    await(
        module
            .clusters()
            .askToken(
                text.id(),
                replyTo ->
                    new TokenCommand.Create(
                        Meta.system(),
                        TENANT,
                        CLUSTER,
                        "test",
                        text.hash(),
                        ttl,
                        maxUses,
                        replyTo)));
    return text;
  }

  TokenText token() {
    return token(Duration.ofHours(1), 100);
  }

  HostReply ask(HostId host, Function<ActorRef<HostReply>, HostCommand> command) {
    return await(module.hosts().ask(host, command));
  }

  HostView host(HostId host) {
    return switch (ask(host, replyTo -> new HostCommand.Get(Meta.system(), replyTo))) {
      case HostReply.Accepted(var view) -> view;
      case HostReply other -> throw new AssertionError(other);
    };
  }

  Refusal refusal(HostReply reply) {
    return switch (reply) {
      case HostReply.Refused(var refusal) -> refusal;
      case HostReply other -> throw new AssertionError(other);
    };
  }

  /** The authority, opened a second time: for proofs that a test needs to forge or make. */
  CertificateAuthority authority() {
    return await(module.authority());
  }

  void eventually(BooleanSupplier condition) {
    actors
        .createTestProbe()
        .awaitAssert(
            Duration.ofSeconds(10),
            Duration.ofMillis(20),
            () -> {
              if (!condition.getAsBoolean()) {
                throw new AssertionError("not yet");
              }
              return true;
            });
  }

  static <T> T await(java.util.concurrent.CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    actors.shutdownTestKit();
  }
}
