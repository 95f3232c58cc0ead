package io.gstacks.scheduler.cluster;

import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.Resources;
import io.gstacks.host.SandboxId;
import io.gstacks.host.fleet.HostAnnouncement;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.Ulid;
import io.gstacks.scheduler.sandbox.HostWanted;
import io.gstacks.scheduler.sandbox.SandboxCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/** Hosts and requests by name. */
final class Hosting {
  static final TenantId TENANT = new TenantId("tnt_" + Ulid.derived("tenant"));
  static final ClusterId CLUSTER = new ClusterId("cls_" + Ulid.derived("cluster"));
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private Hosting() {}

  static HostId id(String name) {
    return new HostId("hst_" + Ulid.derived(name));
  }

  static SandboxId sandbox(String name) {
    return new SandboxId("sbx_" + Ulid.derived(name));
  }

  static HostAnnouncement host(String name, Resources free) {
    return host(name, free, 1, 4);
  }

  static HostAnnouncement host(String name, Resources free, long revision, int starts) {
    return new HostAnnouncement(
        id(name),
        TENANT,
        CLUSTER,
        revision,
        true,
        "",
        free,
        free,
        starts,
        Set.of("docker"),
        Set.of(),
        Set.of());
  }

  static HostWanted wanted(String name, Resources needs, ActorRef<SandboxCommand> replyTo) {
    return wanted(name, 1, needs, Duration.ZERO, replyTo);
  }

  static HostWanted wanted(
      String name,
      long attempt,
      Resources needs,
      Duration patience,
      ActorRef<SandboxCommand> replyTo) {
    return new HostWanted(
        sandbox(name),
        TENANT,
        attempt,
        CLUSTER,
        Optional.empty(),
        needs,
        Set.of(),
        Set.of("docker"),
        "gstacks/base",
        Set.of(),
        NOW,
        patience,
        replyTo);
  }
}
