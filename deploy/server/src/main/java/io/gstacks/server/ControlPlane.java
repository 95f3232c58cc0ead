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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.pattern.Patterns;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control plane of one node: database, actors, feed, the gRPC gateway and the HTTP API, started
 * in the order in which each needs the one before, and stopped in the opposite one.
 */
final class ControlPlane implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlPlane.class);

  /** Each waits for its own time; all of them together for {@code start-timeout} at the most. */
  private static final int QUESTIONS = 20;

  /** What has been started, the last one first. */
  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  private final CompletableFuture<Void> mustEnd = new CompletableFuture<>();
  private final Clock clock = Clock.systemUTC();
  private final ServerSettings settings;

  private ControlPlane(ServerSettings settings) {
    this.settings = settings;
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

    var database = keep(Database.open(persistence));
    var keyring = new Keyring(database.pool(), keyEncryption(persistence));
    var system = actors(config, database);
    var registry = JournalRegistry.installed();
    await(ClusterOfOne.join(system, settings.startTimeout()));
    var feed = keep(follow(database, registry, system, config));
    var projections =
        keep(Projections.start(database, feed, registry, ProjectionSettings.from(config), clock));

    var scheduler = SchedulerModule.of(system, schedulerSettings);
    var hosts = new HostModule(system, database.pool(), keyring, hostSettings, clock);
    hosts.connect(scheduler.reports(), scheduler.announcements());
    scheduler.start(
        database.pool(),
        hosts.hosts(),
        (tenant, value) -> keyring.openText(Optional.of(tenant), value),
        clock);
    keep(
        Waker.start(
            database.pool(), WakerSettings.from(config), clock, new Wakings(hosts, scheduler)));

    var listening = await(untilAnswered(system, hosts::listen));
    keep(() -> await(listening.binding().terminate(settings.stopTimeout())));
    var key = adminKey(persistence);
    var firstTenant = new FirstTenant(listening.fingerprint(), hosts.tenants(), hosts.clusters());
    await(untilAnswered(system, () -> firstTenant.ensure(key)));

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
    var http = await(HttpModule.start(system, httpSettings, ports, HttpWiring.meters()));
    keep(() -> await(http.stop()));
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
    keep(() -> {
      system.terminate();
      await(system.getWhenTerminated());
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

  /** Shards find their homes as the node starts: a question that came too early is asked again. */
  private static <T> CompletionStage<T> untilAnswered(
      ActorSystem<?> system, Callable<CompletionStage<T>> question) {
    return Patterns.retry(
        question, (_, failure) -> isTimeout(failure), QUESTIONS, Duration.ZERO, system);
  }

  private static boolean isTimeout(@Nullable Throwable failure) {
    return failure instanceof TimeoutException
        || (failure instanceof CompletionException
            && failure.getCause() instanceof TimeoutException);
  }

  private <T extends AutoCloseable> T keep(T part) {
    started.push(part);
    return part;
  }

  private <T> T await(CompletionStage<T> stage) {
    var limit = settings.startTimeout();
    try {
      return stage.toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("not ready within " + limit, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    var begun = System.nanoTime();
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        LOG.atWarn().setCause(e).log("a part did not stop cleanly");
      }
    }
    LOG.atInfo()
        .addKeyValue("ms", Duration.ofNanos(System.nanoTime() - begun).toMillis())
        .log("control plane stopped");
  }
}
