package io.gstacks.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.gstacks.agent.connection.Address;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentSettingsTest {
  private static Config with(String setting) {
    return ConfigFactory.parseString("gstacks.agent." + setting).withFallback(AgentSettings.load());
  }

  @Test
  void hasADefaultForEverySetting() {
    var settings = AgentSettings.from(AgentSettings.load());

    assertThat(settings.servers()).isEmpty();
    assertThat(settings.stream().backoff().most()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.stream().refusedRetry()).isEqualTo(Duration.ofMinutes(1));
    assertThat(settings.work().concurrentStarts()).isGreaterThanOrEqualTo(4);
    assertThat(settings.channel().connections()).isEqualTo(16);
    assertThat(settings.channel().files().page()).isEqualTo(1_000);
    assertThat(settings.channel().files().watching().concurrent()).isEqualTo(64);
    assertThat(settings.docker().user()).isEqualTo("1000:1000");
    assertThat(settings.workspace().reservePercent()).isEqualTo(5);
  }

  @Test
  void aBadValueIsNamedInOneLine() {
    for (var setting :
        Map.of(
                "stream.heartbeat = 0s", "heartbeat",
                "stream.backoff-most = soon", "backoff-most",
                "channel.connections = 17", "channel.connections",
                "docker.host = \"ftp://x\"", "docker.host",
                "docker.user = root", "docker.user",
                "traits = Big", "Big",
                "server = nowhere", "nowhere",
                "simulated.start-failures = 2", "start-failures",
                "workspace.reserve-percent = 99", "reserve-percent",
                "work.most-waiting = 0", "most-waiting")
            .entrySet()) {
      assertThatThrownBy(() -> AgentSettings.from(with(setting.getKey())))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("setting gstacks.agent")
          .hasMessageContaining(setting.getValue())
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void severalServersStandBetweenCommas() {
    assertThat(AgentSettings.from(with("server = \"a:1, [::1]:2\"")).servers())
        .containsExactly(new Address("a", 1), new Address("::1", 2));
  }

  @Test
  void theHomeFollowsTheInstallation() {
    assertThat(HomeOption.byDefault(Map.of("GSTACKS_HOME", "/srv/g")))
        .isEqualTo(Path.of("/srv/g/agent"));
  }
}
