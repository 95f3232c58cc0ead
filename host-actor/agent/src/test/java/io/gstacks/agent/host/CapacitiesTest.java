package io.gstacks.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.agent.protocol.Capacity;
import org.junit.jupiter.api.Test;

class CapacitiesTest {
  private static Capacity disk(int mib) {
    return Capacity.newBuilder().setDiskMib(mib).build();
  }

  @Test
  void aTenthOfTheDiskIsNews() {
    assertThat(Capacities.differ(disk(100_000), disk(90_000))).isTrue();
    assertThat(Capacities.differ(disk(90_000), disk(100_000))).isTrue();
    assertThat(Capacities.differ(disk(100_000), disk(91_000))).isFalse();
  }

  @Test
  void aDiskThatWasFullAndHasRoomIsNews() {
    assertThat(Capacities.differ(disk(0), disk(100))).isTrue();
    assertThat(Capacities.differ(disk(100), disk(0))).isTrue();
  }

  @Test
  void someMebibytesAreNone() {
    assertThat(Capacities.differ(disk(0), disk(15))).isFalse();
    assertThat(Capacities.differ(disk(20), disk(10))).isFalse();
  }
}
