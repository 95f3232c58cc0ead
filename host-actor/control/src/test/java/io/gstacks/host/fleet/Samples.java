package io.gstacks.host.fleet;

import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.Resources;
import io.gstacks.host.SandboxId;
import io.gstacks.host.TokenId;
import io.gstacks.host.fleet.HostCommand.Claim;
import io.gstacks.host.fleet.HostCommand.Introduction;
import io.gstacks.host.fleet.HostCommand.TokenOwner;
import io.gstacks.persistence.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Things of hosts that many tests need. */
final class Samples {
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  static final TenantId TENANT = new TenantId("tnt_01jz0000000000000000000000");
  static final ClusterId CLUSTER = new ClusterId("cls_01jz0000000000000000000000");
  static final TokenId TOKEN = new TokenId("tok_01jz0000000000000000000000");
  static final HostId HOST = new HostId("hst_01jz0000000000000000000000");
  static final SandboxId SANDBOX = new SandboxId("sbx_01jz0000000000000000000000");
  static final Facts FACTS = new Facts("machine", "0.1.0", "linux", "amd64", "6.1");
  static final Resources CAPACITY = new Resources(4000, 8192, 100_000);
  static final Resources SMALL = new Resources(500, 256, 1024);
  static final RuntimeHealth HEALTHY = new RuntimeHealth("docker", "27.0", true, "");
  static final RuntimeHealth BROKEN = new RuntimeHealth("docker", "27.0", false, "no answer");
  static final HostProfile PROFILE =
      new HostProfile(
          FACTS,
          List.of(HEALTHY),
          Set.of("linux"),
          CAPACITY,
          4,
          List.of(new CachedImage("gstacks/base", "sha256:1")));

  private Samples() {}

  static HostEvent.Enrolled enrolled() {
    return new HostEvent.Enrolled(TENANT, CLUSTER, TOKEN, "key", FACTS, NOW);
  }

  static Introduction introduction(String bootId) {
    return new Introduction(
        HOST,
        new TokenOwner(TENANT, CLUSTER),
        bootId,
        FACTS,
        PROFILE.runtimes(),
        PROFILE.traits(),
        CAPACITY,
        4,
        PROFILE.images());
  }

  /** A host after these events. */
  static Member member(HostEvent... events) {
    var host = Host.absent().apply(enrolled());
    for (var event : events) {
      host = host.apply(event);
    }
    return (Member) host;
  }

  static Member connected() {
    return member(new HostEvent.FactsChanged(PROFILE), new HostEvent.Connected(1, "boot-1", NOW));
  }

  static Claim claim(SandboxId sandbox, long attempt, Resources resources) {
    return new Claim(sandbox, TENANT, attempt, resources);
  }
}
