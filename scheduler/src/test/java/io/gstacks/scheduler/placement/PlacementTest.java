package io.gstacks.scheduler.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.host.Resources;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlacementTest {
  private static final Resources SMALL = new Resources(500, 1024, 1000);
  private final HostIndex index = new HostIndex();

  @Test
  void choosesTheHostThatIsLeftFullest() {
    index.put(Fleet.host("roomy", new Resources(4000, 16_384, 50_000)));
    int tight = index.put(Fleet.host("tight", new Resources(4000, 2048, 50_000)));

    assertThat(choose(Fleet.request(SMALL))).isEqualTo(tight);
  }

  @Test
  void prefersAWarmHostAmongEqualOnes() {
    var cold = Fleet.host("cold", new Resources(4000, 4096, 50_000));
    var warm = Fleet.host("warm", new Resources(4000, 4096, 50_000));
    index.put(cold);
    int ordinal = index.put(Fleet.with(warm, true, warm.traits(), Set.of("gstacks/base")));

    assertThat(choose(Fleet.request(SMALL))).isEqualTo(ordinal);
  }

  @Test
  void keepsAHostOfRareTraitsForThoseWhoNeedThem() {
    var plain = Fleet.host("plain", new Resources(4000, 4096, 50_000));
    var rare = Fleet.host("rare", new Resources(4000, 4096, 50_000));
    int withGpu = index.put(Fleet.with(rare, true, Set.of("docker", "gpu"), Set.of()));
    int without = index.put(plain);

    assertThat(choose(Fleet.request(SMALL))).isEqualTo(without);
    assertThat(choose(Fleet.request(SMALL, "gpu"))).isEqualTo(withGpu);
  }

  @Test
  void takesTheNamedHostOrNone() {
    int named = index.put(Fleet.host("named", new Resources(4000, 16_384, 50_000)));
    index.put(Fleet.host("other", new Resources(4000, 2048, 50_000)));

    assertThat(choose(on("named"))).isEqualTo(named);
    assertThat(choose(on("elsewhere"))).isEqualTo(-1);
  }

  @Test
  void passesOverAHostThatHasRefusedThatIsStaleOrThatStartsEnough() {
    int only = index.put(Fleet.host("only", new Resources(4000, 4096, 50_000)));
    var query = Query.of(index, Fleet.request(SMALL));
    query.exclude(only);
    assertThat(Placement.choose(index, query, 1)).isEqualTo(-1);

    index.setStale(only, true);
    assertThat(choose(Fleet.request(SMALL))).isEqualTo(-1);

    index.setStale(only, false);
    index.setFreeStarts(only, 0);
    assertThat(choose(Fleet.request(SMALL))).isEqualTo(-1);
    assertThat(Explanation.of(index, Fleet.request(SMALL)).removed())
        .containsEntry("concurrent_starts", 1);
  }

  @Test
  void hearsNothingOlderThanItKnows() {
    var room = new Resources(4000, 4096, 50_000);
    int ordinal = index.put(Fleet.revised(Fleet.host("host", SMALL), 7));

    index.put(Fleet.revised(Fleet.host("host", room), 6));
    assertThat(index.free(ordinal)).isEqualTo(SMALL);

    index.put(Fleet.revised(Fleet.host("host", room), 8));
    assertThat(index.free(ordinal)).isEqualTo(room);
  }

  @Test
  void bucketsRiseWithMemory() {
    int last = 0;
    for (int memory = 0; memory < 1 << 25; memory += 97) {
      assertThat(HostIndex.bucket(memory)).isBetween(last, HostIndex.BUCKETS - 1);
      last = HostIndex.bucket(memory);
    }
  }

  private int choose(PlacementRequest request) {
    return Placement.choose(index, Query.of(index, request), 1);
  }

  private static PlacementRequest on(String host) {
    return new PlacementRequest(
        Optional.of(Fleet.id(host)), Set.of(), Set.of(), SMALL, "gstacks/base");
  }
}
