package io.gstacks.host.assembly;

import io.gstacks.host.HostId;
import io.gstacks.host.HostSettings;
import io.gstacks.host.TokenId;
import io.gstacks.host.authority.AuthorityCommand;
import io.gstacks.host.authority.CertificateAuthority;
import io.gstacks.host.authority.Vault;
import io.gstacks.host.channel.ChannelDesk;
import io.gstacks.host.channel.Channels;
import io.gstacks.host.cluster.ClusterList;
import io.gstacks.host.cluster.Clusters;
import io.gstacks.host.cluster.TokenCommand;
import io.gstacks.host.cluster.TokenEntity;
import io.gstacks.host.cluster.TokenList;
import io.gstacks.host.fleet.HostAnnouncements;
import io.gstacks.host.fleet.HostCommand;
import io.gstacks.host.fleet.HostEntity;
import io.gstacks.host.fleet.HostList;
import io.gstacks.host.fleet.Hosts;
import io.gstacks.host.gateway.AgentGateway;
import io.gstacks.host.session.SessionStreams;
import io.gstacks.host.session.SessionWorld;
import io.gstacks.host.tenant.KeyList;
import io.gstacks.host.tenant.TenantList;
import io.gstacks.host.tenant.Tenants;
import io.gstacks.host.work.SandboxPort;
import io.gstacks.persistence.entity.Meta;
import io.gstacks.persistence.sealed.Keyring;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.stream.Materializer;

/**
 * This module, put together. In this order: make one (its shard regions start), give it the ports
 * of the modules above with {@link #connect}, then {@link #listen} for agents.
 */
public final class HostModule {
  /** What open streams get when the node stops; agents then connect elsewhere, or later. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final ActorSystem<?> system;
  private final HostSettings settings;
  private final Clock clock;
  private final DataSource database;
  private final Vault vault;
  private final LatePorts ports = new LatePorts();
  private final Shards shards;
  private final ChannelDesk channels;

  /** The listener, and the fingerprint of the authority that bootstrap tokens carry. */
  public record Listening(ServerBinding binding, String fingerprint) {}

  public HostModule(
      ActorSystem<?> system,
      DataSource database,
      Keyring keyring,
      HostSettings settings,
      Clock clock) {
    this(system, database, Vault.of(keyring), settings, clock);
  }

  HostModule(
      ActorSystem<?> system, DataSource database, Vault vault, HostSettings settings, Clock clock) {
    this.system = system;
    this.database = database;
    this.vault = vault;
    this.settings = settings;
    this.clock = clock;
    this.shards = new Shards(system, settings, ports, clock);
    this.channels =
        new ChannelDesk(
            shards,
            settings.channel(),
            settings.grpc().advertised(),
            Materializer.matFromSystem(system));
  }

  /** Where hosts tell and ask about sandboxes, and announce themselves. */
  public void connect(SandboxPort sandboxes, HostAnnouncements announcements) {
    ports.bind(sandboxes, announcements);
  }

  /** Establishes the authority, or finds it, and opens the listener for agents. */
  public CompletionStage<Listening> listen() {
    return authority()
        .thenCompose(authority ->
            gateway(authority)
                .bind()
                .thenApply(binding -> binding.addToCoordinatedShutdown(LAST_WORDS, system))
                .thenApply(binding -> new Listening(binding, authority.fingerprint())));
  }

  private AgentGateway gateway(CertificateAuthority authority) {
    var world = new SessionWorld(shards, ports, authority, channels, settings);
    return new AgentGateway(
        system,
        settings,
        authority,
        shards,
        shards,
        new SessionStreams(system, world),
        channels,
        clock);
  }

  /** Sealing reads and writes the data key's table, so it runs where blocking is allowed. */
  CompletionStage<CertificateAuthority> authority() {
    Executor blocking = system.dispatchers().lookup(DispatcherSelector.blocking());
    return shards
        .askAuthority(replyTo -> new AuthorityCommand.Get(Meta.system(), replyTo))
        .thenCompose(reply ->
            switch (reply) {
              case AuthorityCommand.Established _ -> CompletableFuture.completedFuture(reply);
              case AuthorityCommand.Refused _ -> establish(blocking);
            })
        .thenApplyAsync(this::opened, blocking);
  }

  private CompletionStage<AuthorityCommand.Reply> establish(Executor blocking) {
    return CompletableFuture.supplyAsync(
            () -> CertificateAuthority.generate(vault, clock.instant()), blocking)
        .thenCompose(material ->
            shards.askAuthority(
                replyTo -> new AuthorityCommand.Establish(Meta.system(), material, replyTo)));
  }

  private CertificateAuthority opened(AuthorityCommand.Reply reply) {
    return switch (reply) {
      case AuthorityCommand.Established(var material) -> CertificateAuthority.open(material, vault);
      case AuthorityCommand.Refused(var refusal) ->
          throw new IllegalStateException("no authority: " + refusal.message());
    };
  }

  /** Whether entities of this name are this module's to wake. */
  public boolean wakes(String entity) {
    return entity.equals(HostEntity.KEY.name()) || entity.equals(TokenEntity.KEY.name());
  }

  /** Has an entity of this module look at what is due. For the waker. */
  public void wake(String entity, String id) {
    if (entity.equals(HostEntity.KEY.name())) {
      shards.tell(new HostId(id), new HostCommand.Wake(Meta.system(), system.ignoreRef()));
    } else if (entity.equals(TokenEntity.KEY.name())) {
      shards.tellToken(new TokenId(id), new TokenCommand.Wake(Meta.system(), system.ignoreRef()));
    } else {
      throw new IllegalArgumentException("no entity of this module: " + entity);
    }
  }

  public Hosts hosts() {
    return shards;
  }

  public Tenants tenants() {
    return shards;
  }

  public Clusters clusters() {
    return shards;
  }

  public Channels channels() {
    return channels;
  }

  public HostList hostList() {
    return new HostList(database);
  }

  public TenantList tenantList() {
    return new TenantList(database);
  }

  public KeyList keyList() {
    return new KeyList(database);
  }

  public ClusterList clusterList() {
    return new ClusterList(database);
  }

  public TokenList tokenList() {
    return new TokenList(database);
  }
}
