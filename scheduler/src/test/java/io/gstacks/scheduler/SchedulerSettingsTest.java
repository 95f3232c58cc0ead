package io.gstacks.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchedulerSettingsTest {
  @Test
  void theDefaultsAreTheseOnPurpose() {
    var settings = SchedulerSettings.from(ConfigFactory.load());

    assertThat(settings.askTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.sandbox().repeatAfter()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.sandbox().restartDelay()).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.sandbox().placementAttempts()).isEqualTo(5);
    assertThat(settings.sandbox().workspaceRetention()).isEqualTo(Duration.ofDays(7));
    assertThat(settings.placement().unheardAfter()).isEqualTo(Duration.ofSeconds(3));
    assertThat(settings.placement().settleFor()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.placement().queue()).isEqualTo(20_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gstacks.scheduler.ask-timeout = 0s",
        "gstacks.scheduler.sandbox.repeat-after = 0s",
        "gstacks.scheduler.sandbox.restart-delay-max = 1s",
        "gstacks.scheduler.sandbox.placement-attempts = 0",
        "gstacks.scheduler.sandbox.waiters = 0",
        "gstacks.scheduler.placement.max-batch = 257",
        "gstacks.scheduler.placement.settle-share = 1.5",
        "gstacks.scheduler.placement.queue = 0"
      })
  void aBadValueIsNamed(String line) {
    var config = ConfigFactory.parseString(line).withFallback(ConfigFactory.load());
    var key = line.substring(0, line.indexOf(" ="));

    assertThatThrownBy(() -> SchedulerSettings.from(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(key);
  }
}
