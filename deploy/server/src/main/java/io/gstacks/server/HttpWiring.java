package io.gstacks.server;

import io.gstacks.host.assembly.HostModule;
import io.gstacks.http.HttpPorts;
import io.gstacks.http.event.EventFeed;
import io.gstacks.http.idempotency.Requests;
import io.gstacks.http.operate.ReadyCheck;
import io.gstacks.http.vault.Vault;
import io.gstacks.persistence.feed.JournalFeed;
import io.gstacks.persistence.postgres.Database;
import io.gstacks.persistence.projection.Projections;
import io.gstacks.persistence.sealed.Keyring;
import io.gstacks.scheduler.SchedulerModule;
import io.gstacks.scheduler.sandbox.ActivityList;
import io.gstacks.scheduler.sandbox.SandboxList;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.typed.ActorSystem;

/** What the HTTP API is given of the rooms below it. */
record HttpWiring(
    ActorSystem<?> system,
    Database database,
    Keyring keyring,
    JournalFeed feed,
    Projections projections,
    Clock clock,
    String fingerprint,
    Duration requestTimeout) {
  HttpPorts ports(HostModule hosts, SchedulerModule scheduler) {
    return new HttpPorts(
        hosts.tenants(),
        hosts.clusters(),
        hosts.hosts(),
        scheduler.sandboxes(),
        hosts.channels(),
        Requests.sharded(system, clock, requestTimeout),
        Vault.of(keyring),
        () -> fingerprint,
        EventFeed.of(feed),
        lists(hosts),
        new InstallationFigures(database.pool(), projections),
        readyChecks());
  }

  /** The JVM's own figures; the API adds those of requests. */
  static PrometheusMeterRegistry meters() {
    var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(meters);
    new JvmThreadMetrics().bindTo(meters);
    new ProcessorMetrics().bindTo(meters);
    new UptimeMetrics().bindTo(meters);
    return meters;
  }

  private HttpPorts.Lists lists(HostModule hosts) {
    return new HttpPorts.Lists(
        hosts.tenantList()::list,
        hosts.keyList()::list,
        hosts.clusterList()::list,
        hosts.tokenList()::list,
        hosts.hostList()::list,
        new SandboxList(database.pool())::list,
        new ActivityList(database.pool())::list);
  }

  private List<ReadyCheck> readyChecks() {
    var checks = new ReadyChecks(system, database.pool());
    return List.of(
        new ReadyCheck("database", checks::database), new ReadyCheck("cluster", checks::cluster));
  }
}
