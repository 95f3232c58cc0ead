package io.gstacks.agent.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FenceTest {
  @Test
  void takesTheFirstAndEveryNewerGeneration() {
    assertThat(Fence.OPEN.refusesProvision(1)).isFalse();
    assertThat(Fence.OPEN.ordered(3).refusesProvision(4)).isFalse();
    assertThat(Fence.OPEN.ordered(3).refusesProvision(3)).isFalse();
  }

  @Test
  void refusesWhatIsOlder() {
    var fence = Fence.OPEN.ordered(3);

    assertThat(fence.refusesProvision(2)).isTrue();
    assertThat(fence.refusesOther(2)).isTrue();
    assertThat(fence.refusesOther(3)).isFalse();
  }

  @Test
  void neverBringsBackWhatWasRemoved() {
    var fence = Fence.OPEN.ordered(3).removedUpTo(3);

    assertThat(fence.refusesProvision(3)).isTrue();
    assertThat(fence.refusesOther(3)).isFalse();
    assertThat(fence.refusesProvision(4)).isFalse();
    assertThat(Fence.OPEN.removedUpTo(5).refusesProvision(5)).isTrue();
  }

  @Test
  void neverGoesBack() {
    var fence = Fence.OPEN.removedUpTo(5);

    assertThat(fence.ordered(2)).isEqualTo(fence);
    assertThat(fence.removedUpTo(2)).isEqualTo(fence);
  }
}
