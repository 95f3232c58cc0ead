package io.gstacks.agent.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

  @Test
  void doublesUpToTheMost() {
    assertThat(backoff.delay(1, 0.999_9)).isBetween(Duration.ofMillis(99), Duration.ofMillis(100));
    assertThat(backoff.delay(3, 0.999_9)).isBetween(Duration.ofMillis(399), Duration.ofMillis(400));
    assertThat(backoff.delay(1_000, 0.999_9)).isLessThanOrEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void isNeverLessThanHalf() {
    assertThat(backoff.delay(1, 0)).isEqualTo(Duration.ofMillis(50));
    assertThat(backoff.delay(100, 0)).isEqualTo(Duration.ofMillis(2_500));
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)))
        .hasMessageContaining("backoff-least");
  }
}
