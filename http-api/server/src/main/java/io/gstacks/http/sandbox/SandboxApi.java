package io.gstacks.http.sandbox;

import io.gstacks.host.cluster.Clusters;
import io.gstacks.host.tenant.Tenants;
import io.gstacks.http.channel.AgentStreams;
import io.gstacks.http.file.ContentRoutes;
import io.gstacks.http.file.FileRoutes;
import io.gstacks.http.file.FileSettings;
import io.gstacks.http.file.Targets;
import io.gstacks.http.file.WatchRoute;
import io.gstacks.http.host.HostLookup;
import io.gstacks.http.route.Blocking;
import io.gstacks.http.route.Endpoint;
import io.gstacks.http.vault.Vault;
import io.gstacks.scheduler.sandbox.Sandboxes;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.stream.Materializer;

/** All routes below {@code /api/sandboxes}, and what they need of others. */
public record SandboxApi(
    Tenants tenants,
    Clusters clusters,
    HostLookup hosts,
    Sandboxes sandboxes,
    AgentStreams streams,
    SandboxRoutes.Pages pages,
    ActivityRoute.Pages activity,
    Vault vault,
    Blocking blocking,
    SandboxSettings settings,
    ExecSettings exec,
    FileSettings files,
    Duration heartbeat,
    Materializer materializer) {
  public List<Endpoint> endpoints() {
    var lookup = new SandboxLookup(sandboxes, hosts);
    var waiting = new Waiting(sandboxes, settings.longestWait());
    var homes = new Homes(tenants, clusters, hosts, settings.cluster());
    Targets running = exchange -> lookup.view(exchange).thenApply(ExecRoute::running);
    return Stream.of(
            new CreateRoute(lookup, homes, waiting, vault, blocking, settings).endpoints(),
            new SandboxRoutes(lookup, waiting, pages, blocking).endpoints(),
            new ExecRoute(lookup, streams, exec, heartbeat, materializer).endpoints(),
            new LogRoute(lookup, streams, heartbeat).endpoints(),
            new FileRoutes(running, streams, materializer).endpoints(),
            new ContentRoutes(running, streams, files, materializer).endpoints(),
            new WatchRoute(running, streams, heartbeat, materializer).endpoints(),
            new ActivityRoute(lookup, activity, blocking).endpoints())
        .flatMap(List::stream)
        .toList();
  }
}
