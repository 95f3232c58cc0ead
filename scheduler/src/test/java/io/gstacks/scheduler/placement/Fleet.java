package io.gstacks.scheduler.placement;

import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.host.Resources;
import io.gstacks.host.fleet.HostAnnouncement;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.Ulid;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Hosts and requests for tests, the same for the same seed. */
final class Fleet {
  static final TenantId TENANT = new TenantId("tnt_" + Ulid.derived("tenant"));
  static final ClusterId CLUSTER = new ClusterId("cls_" + Ulid.derived("cluster"));
  private static final List<String> TRAITS = List.of("docker", "gpu", "trusted", "arm64");

  private Fleet() {}

  static HostId id(String name) {
    return new HostId("hst_" + Ulid.derived(name));
  }

  static HostAnnouncement host(String name, Resources free) {
    return new HostAnnouncement(
        id(name),
        TENANT,
        CLUSTER,
        1,
        true,
        "",
        free,
        free,
        8,
        Set.of("docker"),
        Set.of(),
        Set.of());
  }

  static HostAnnouncement with(
      HostAnnouncement host, boolean placeable, Set<String> traits, Set<String> images) {
    return new HostAnnouncement(
        host.host(),
        host.tenant(),
        host.cluster(),
        host.revision(),
        placeable,
        placeable ? "" : "runtime_unhealthy",
        host.capacity(),
        host.free(),
        host.concurrentStarts(),
        traits,
        host.tags(),
        images);
  }

  static HostAnnouncement revised(HostAnnouncement host, long revision) {
    return new HostAnnouncement(
        host.host(),
        host.tenant(),
        host.cluster(),
        revision,
        host.placeable(),
        host.why(),
        host.capacity(),
        host.free(),
        host.concurrentStarts(),
        host.traits(),
        host.tags(),
        host.images());
  }

  static PlacementRequest request(Resources resources, String... traits) {
    return new PlacementRequest(
        Optional.empty(), Set.of(), Set.of(traits), resources, "gstacks/base");
  }

  static List<HostAnnouncement> hosts(Random random, int count) {
    var hosts = new ArrayList<HostAnnouncement>();
    for (int i = 0; i < count; i++) {
      var free =
          new Resources(
              random.nextInt(16_000), random.nextInt(65_536), 10_000 + random.nextInt(100_000));
      hosts.add(
          with(
              host("host-" + i, free),
              random.nextInt(10) > 0,
              some(random),
              random.nextBoolean() ? Set.of("gstacks/base") : Set.of()));
    }
    return hosts;
  }

  static PlacementRequest request(Random random) {
    return request(
        new Resources(
            random.nextInt(4_000), 128 << random.nextInt(7), 1_000 + random.nextInt(9_000)),
        random.nextInt(4) == 0 ? new String[] {TRAITS.get(random.nextInt(4))} : new String[0]);
  }

  private static Set<String> some(Random random) {
    var some = new HashSet<String>();
    TRAITS.stream().filter(_ -> random.nextBoolean()).forEach(some::add);
    return some;
  }
}
