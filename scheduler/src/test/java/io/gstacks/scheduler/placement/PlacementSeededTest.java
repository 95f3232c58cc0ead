package io.gstacks.scheduler.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.host.fleet.HostAnnouncement;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What always holds, from seeds that a failure names. */
class PlacementSeededTest {
  private static final int SEEDS = 200;

  @Test
  void neverChoosesAHostThatAFilterRemoves() {
    for (int seed = 0; seed < SEEDS; seed++) {
      var random = new Random(seed);
      var index = index(Fleet.hosts(random, 1 + random.nextInt(200)));
      for (int i = 0; i < 50; i++) {
        var request = Fleet.request(random);
        int chosen = Placement.choose(index, Query.of(index, request), seed);
        if (chosen >= 0) {
          var host = index.host(chosen);
          assertThat(host.placeable()).as("seed %d", seed).isTrue();
          assertThat(host.traits()).as("seed %d", seed).containsAll(request.traits());
          assertThat(request.resources().fitsIn(index.free(chosen))).as("seed %d", seed).isTrue();
        }
      }
    }
  }

  @Test
  void findsAHostWheneverTheExplanationHasAFinalist() {
    for (int seed = 0; seed < SEEDS; seed++) {
      var random = new Random(seed);
      var index = index(Fleet.hosts(random, random.nextInt(150)));
      for (int i = 0; i < 50; i++) {
        var request = Fleet.request(random);
        var explanation = Explanation.of(index, request);
        int chosen = Placement.choose(index, Query.of(index, request), seed);

        assertThat(chosen >= 0).as("seed %d", seed).isEqualTo(explanation.fitting() > 0);
        assertThat(explanation.removed().values().stream().mapToInt(n -> n).sum())
            .as("seed %d: every host is removed once or fits", seed)
            .isEqualTo(explanation.considered() - explanation.fitting());
      }
    }
  }

  @Test
  void neverPromisesMoreThanThereIs() {
    for (int seed = 0; seed < SEEDS; seed++) {
      var random = new Random(seed);
      var index = index(Fleet.hosts(random, 20));
      for (int i = 0; i < 400; i++) {
        var request = Fleet.request(random);
        int chosen = Placement.choose(index, Query.of(index, request), seed + i);
        if (chosen >= 0) {
          var free = index.free(chosen);
          index.setFree(chosen, free.minus(request.resources()));
          assertThat(index.free(chosen).plus(request.resources()))
              .as("seed %d", seed)
              .isEqualTo(free);
        }
      }
    }
  }

  @Test
  void doesNotDependOnTheOrderInWhichFewHostsCame() {
    for (int seed = 0; seed < SEEDS; seed++) {
      var random = new Random(seed);
      var hosts = Fleet.hosts(random, Placement.SAMPLE);
      var one = index(hosts);
      var other = index(hosts.reversed());
      for (int i = 0; i < 50; i++) {
        var request = Fleet.request(random);
        assertThat(name(other, Placement.choose(other, Query.of(other, request), seed)))
            .as("seed %d", seed)
            .isEqualTo(name(one, Placement.choose(one, Query.of(one, request), seed)));
      }
    }
  }

  private static String name(HostIndex index, int ordinal) {
    return ordinal < 0 ? "none" : index.host(ordinal).host().value();
  }

  private static HostIndex index(List<HostAnnouncement> hosts) {
    var index = new HostIndex();
    hosts.forEach(index::put);
    return index;
  }
}
