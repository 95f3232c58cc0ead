package io.gstacks.http;

import io.gstacks.host.channel.Channels;
import io.gstacks.host.cluster.Clusters;
import io.gstacks.host.fleet.Hosts;
import io.gstacks.host.tenant.Tenants;
import io.gstacks.http.cluster.CaFingerprint;
import io.gstacks.http.cluster.ClusterRoutes;
import io.gstacks.http.cluster.TokenRoutes;
import io.gstacks.http.event.EventFeed;
import io.gstacks.http.host.HostRoutes;
import io.gstacks.http.idempotency.Requests;
import io.gstacks.http.operate.Figures;
import io.gstacks.http.operate.ReadyCheck;
import io.gstacks.http.sandbox.ActivityRoute;
import io.gstacks.http.sandbox.SandboxRoutes;
import io.gstacks.http.tenant.KeyRoutes;
import io.gstacks.http.tenant.TenantRoutes;
import io.gstacks.http.vault.Vault;
import io.gstacks.scheduler.sandbox.Sandboxes;
import java.util.List;

/** All that the API needs of the rooms below it. */
public record HttpPorts(
    Tenants tenants,
    Clusters clusters,
    Hosts hosts,
    Sandboxes sandboxes,
    Channels channels,
    Requests requests,
    Vault vault,
    CaFingerprint caFingerprint,
    EventFeed events,
    Lists lists,
    Figures figures,
    List<ReadyCheck> readyChecks) {
  /** What reads tables, and therefore blocks: method references to the lists of the rooms below. */
  public record Lists(
      TenantRoutes.Pages tenants,
      KeyRoutes.Pages keys,
      ClusterRoutes.Pages clusters,
      TokenRoutes.Pages tokens,
      HostRoutes.Pages hosts,
      SandboxRoutes.Pages sandboxes,
      ActivityRoute.Pages activity) {}

  public HttpPorts {
    readyChecks = List.copyOf(readyChecks);
  }
}
