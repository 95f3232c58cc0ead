package io.gstacks.http;

import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.KeyId;
import io.gstacks.host.Resources;
import io.gstacks.host.SandboxId;
import io.gstacks.host.TokenId;
import io.gstacks.host.cluster.ClusterCommand.ClusterView;
import io.gstacks.host.cluster.ClusterCommand.Kind;
import io.gstacks.host.cluster.TokenCommand.TokenView;
import io.gstacks.host.fleet.CachedImage;
import io.gstacks.host.fleet.Facts;
import io.gstacks.host.fleet.HostView;
import io.gstacks.host.fleet.RuntimeHealth;
import io.gstacks.host.fleet.Telemetry;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.sealed.Sealed;
import io.gstacks.scheduler.sandbox.SandboxSpec;
import io.gstacks.scheduler.sandbox.SandboxView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Records as the rooms below would answer them. */
final class Samples {
  static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
  static final TenantId TENANT = new TenantId("tnt_01kd4x7a9bqv3m5n6p8r0s2t4w");
  static final TenantId OTHER_TENANT = new TenantId("tnt_01kd4x7a9bqv3m5n6p8r0s2t4x");
  static final ClusterId CLUSTER = new ClusterId("cls_01kd4x7a9bqv3m5n6p8r0s2t4w");
  static final ClusterId OTHER_CLUSTER = new ClusterId("cls_01kd4x7a9bqv3m5n6p8r0s2t4x");
  static final HostId HOST = new HostId("hst_01kd4x7a9bqv3m5n6p8r0s2t4w");
  static final SandboxId SANDBOX = new SandboxId("sbx_01kd4x7a9bqv3m5n6p8r0s2t4w");
  static final TokenId TOKEN = new TokenId("tok_01kd4x7a9bqv3m5n6p8r0s2t4w");
  static final KeyId KEY = new KeyId("key_01kd4x7a9bqv3m5n6p8r0s2t4w");

  private Samples() {}

  static ClusterView cluster(ClusterId id, Kind kind) {
    return new ClusterView(id, TENANT, "default", kind, NOON);
  }

  static TokenView token(TokenId id, ClusterId cluster, String name, int maxUses) {
    return new TokenView(
        id, TENANT, cluster, name, NOON.plusSeconds(3600), maxUses, 0, "active", NOON);
  }

  static HostView host(String status) {
    return new HostView(
        HOST,
        "box-7",
        TENANT,
        CLUSTER,
        status,
        status.equals("connected"),
        status.equals("connected") ? "" : status,
        new Facts("box-7", "0.1.0", "linux", "amd64", "6.12"),
        List.of(new RuntimeHealth("docker", "28.0", true, "")),
        status.equals("connected")
            ? Optional.of(new Telemetry(100, 200, 4096, 10, 100, 0.5, 1, 2, 3600, 120))
            : Optional.empty(),
        Set.of("rack-7"),
        Set.of("docker", "amd64"),
        new Resources(4000, 8192, 100_000),
        new Resources(500, 512, 1024),
        List.of(new CachedImage("gstacks/base:latest", "sha256:aa")),
        3,
        NOON,
        Optional.of(NOON),
        Optional.empty(),
        Optional.empty());
  }

  static SandboxSpec spec() {
    return new SandboxSpec(
        "dev",
        CLUSTER,
        Optional.empty(),
        "gstacks/base",
        "if_missing",
        List.of("sleep", "inf"),
        Map.of("TOKEN", new Sealed("1:01kd4x7a9bqv3m5n6p8r0s2t4w:AAAA")),
        new Resources(500, 512, 1024),
        Set.of(),
        Set.of("docker"),
        Map.of("team", "a"),
        Duration.ofSeconds(60));
  }

  static SandboxView sandbox(SandboxId id, SandboxSpec spec, String status) {
    var placed = !status.equals("creating");
    return new SandboxView(
        id,
        TENANT,
        spec,
        status,
        status.startsWith("archiv")
            ? "archived"
            : status.startsWith("stop") ? "stopped" : "running",
        placed ? Optional.of(HOST) : Optional.empty(),
        1,
        placed ? 1 : 0,
        Optional.empty(),
        placed ? Optional.of("c0ffee") : Optional.empty(),
        placed ? Optional.of("gstacks-x-1") : Optional.empty(),
        placed ? Optional.of("sha256:aa") : Optional.empty(),
        Optional.empty(),
        NOON,
        placed ? Optional.of(NOON) : Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static SandboxView sandbox(String status) {
    return sandbox(SANDBOX, spec(), status);
  }

  static SandboxView because(SandboxView sandbox, SandboxView.Reason reason) {
    return new SandboxView(
        sandbox.id(),
        sandbox.tenant(),
        sandbox.spec(),
        sandbox.status(),
        sandbox.wanted(),
        sandbox.host(),
        sandbox.attempt(),
        sandbox.generation(),
        Optional.of(reason),
        sandbox.container(),
        sandbox.containerName(),
        sandbox.imageDigest(),
        sandbox.exitCode(),
        sandbox.createdAt(),
        sandbox.startedAt(),
        sandbox.stoppedAt(),
        sandbox.archivedAt(),
        sandbox.deletedAt(),
        Optional.of(3));
  }
}
