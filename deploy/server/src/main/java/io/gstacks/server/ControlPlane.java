package io.gstacks.server;

import com.typesafe.config.Config;
import io.gstacks.host.HostSettings;
import io.gstacks.host.assembly.HostModule;
import io.gstacks.http.HttpModule;
import io.gstacks.http.HttpSettings;
import io.gstacks.persistence.feed.FeedSettings;
import io.gstacks.persistence.feed.JournalFeed;
import io.gstacks.persistence.journal.JournalRegistry;
import io.gstacks.persistence.journal.JournalSettings;
import io.gstacks.persistence.journal.JournalWritten;
import io.gstacks.persistence.journal.PersistenceConfig;
import io.gstacks.persistence.postgres.Database;
import io.gstacks.persistence.postgres.PersistenceSettings;
import io.gstacks.persistence.projection.ProjectionSettings;
import io.gstacks.persistence.projection.Projections;
import io.gstacks.persistence.sealed.FileKeyEncryption;
import io.gstacks.persistence.sealed.Keyring;
import io.gstacks.persistence.wakeup.Waker;
import io.gstacks.persistence.wakeup.WakerSettings;
import io.gstacks.scheduler.SchedulerModule;
import io.gstacks.scheduler.SchedulerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control plane of one node: database, actors, feed, the gRPC gateway and the HTTP API, started
 * in the order in which each needs the one before, and stopped in the opposite one.
 */
final class ControlPlane implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlPlane.class);

  private final Parts parts = new Parts();
  private final CompletableFuture<Void> mustEnd = new CompletableFuture<>();
  private final Clock clock = Clock.systemUTC();
  private final ServerSettings settings;
  private final Patience patience;

  private ControlPlane(ServerSettings settings) {
    this.settings = settings;
    this.patience = new Patience(settings.startTimeout());
  }

  /** Returns when it serves. What had been started before a failure is stopped again. */
  static ControlPlane start(Config config) {
    var controlPlane = new ControlPlane(ServerSettings.from(config));
    try {
      controlPlane.run(config);
      return controlPlane;
    } catch (RuntimeException e) {
      controlPlane.close();
      throw e;
    }
  }

  /** Completes when this process remembers what its database may not know: it has to end. */
  CompletionStage<Void> mustEnd() {
    return mustEnd;
  }

  private void run(Config config) {
    // Read before anything is started: a bad value costs nobody a start.
    var persistence = PersistenceSettings.from(config);
    var hostSettings = HostSettings.from(config);
    var schedulerSettings = SchedulerSettings.from(config);
    var httpSettings = HttpSettings.from(config);

    var database = parts.keep(Database.open(persistence));
    var keyring = new Keyring(database.pool(), keyEncryption(persistence));
    var system = actors(config, database);
    var registry = JournalRegistry.installed();
    patience.await(ClusterOfOne.join(system, settings.startTimeout()));
    var feed = parts.keep(follow(database, registry, system, config));
    var projections =
        parts.keep(
            Projections.start(database, feed, registry, ProjectionSettings.from(config), clock));

    var scheduler = SchedulerModule.of(system, schedulerSettings);
    var hosts = new HostModule(system, database.pool(), keyring, hostSettings, clock);
    hosts.connect(scheduler.reports(), scheduler.announcements());
    scheduler.start(
        database.pool(),
        hosts.hosts(),
        (tenant, value) -> keyring.openText(Optional.of(tenant), value),
        clock);
    parts.keep(
        Waker.start(
            database.pool(), WakerSettings.from(config), clock, new Wakings(hosts, scheduler)));

    var listening = patience.awaitAnswer(system, hosts::listen);
    parts.keep(() -> patience.await(listening.binding().terminate(settings.stopTimeout())));
    var key = adminKey(persistence);
    var firstTenant = new FirstTenant(listening.fingerprint(), hosts.tenants(), hosts.clusters());
    patience.awaitAnswer(system, () -> firstTenant.ensure(key));

    var ports =
        new HttpWiring(
                system,
                database,
                keyring,
                feed,
                projections,
                clock,
                listening.fingerprint(),
                httpSettings.idempotency().askTimeout())
            .ports(hosts, scheduler);
    var http = patience.await(HttpModule.start(system, httpSettings, ports, HttpWiring.meters()));
    parts.keep(() -> patience.await(http.stop()));
    LOG.atInfo()
        .addKeyValue("http", http.address())
        .addKeyValue("grpc", listening.binding().localAddress())
        .addKeyValue("home", persistence.home())
        .log("control plane ready");
  }

  private ActorSystem<Void> actors(Config config, Database database) {
    var system =
        ActorSystem.<Void>create(
            Behaviors.empty(),
            "gstacks",
            PersistenceConfig.of(database.address(), JournalSettings.from(config))
                .withFallback(config));
    parts.keep(() -> {
      system.terminate();
      patience.await(system.getWhenTerminated());
    });
    return system;
  }

  private JournalFeed follow(
      Database database, JournalRegistry registry, ActorSystem<?> system, Config config) {
    return JournalFeed.start(
        database,
        registry,
        FeedSettings.from(config),
        JournalWritten.get(system),
        () -> {
          LOG.atError().log("the database is another one, or has another history; ending");
          mustEnd.complete(null);
        });
  }

  private static FileKeyEncryption keyEncryption(PersistenceSettings settings) {
    try {
      return FileKeyEncryption.open(settings.keyFile());
    } catch (IOException e) {
      throw new UncheckedIOException("the key-encryption key cannot be read", e);
    }
  }

  private static AdminKey adminKey(PersistenceSettings settings) {
    try {
      return AdminKey.inFile(settings.home().resolve("admin.key"));
    } catch (IOException e) {
      throw new UncheckedIOException("the admin key cannot be kept", e);
    }
  }

  @Override
  public void close() {
    var begun = System.nanoTime();
    parts.close();
    LOG.atInfo()
        .addKeyValue("ms", Duration.ofNanos(System.nanoTime() - begun).toMillis())
        .log("control plane stopped");
  }
}
