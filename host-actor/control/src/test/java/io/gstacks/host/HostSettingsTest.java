package io.gstacks.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostSettingsTest {
  @Test
  void hasADefaultForEverySetting() {
    assertThat(with(""))
        .isEqualTo(
            new HostSettings(
                Duration.ofSeconds(5),
                new HostSettings.Fleet(
                    1.0,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(60),
                    16,
                    1000),
                new HostSettings.Session(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(60),
                    Duration.ofHours(12),
                    Duration.ofSeconds(1),
                    8,
                    64,
                    2048,
                    10_000),
                new HostSettings.Channel(Duration.ofSeconds(10), 10_000, 1600),
                new HostSettings.Grpc(
                    "127.0.0.1",
                    9443,
                    "",
                    List.of(),
                    65_536,
                    1_048_576,
                    64,
                    Duration.ofDays(180),
                    Duration.ofDays(30))));
  }

  @Test
  void readsAddressesAndNames() {
    var settings = with("gstacks.grpc { addr = \"[::1]:8443\", names = \"a.example, 10.0.0.1\" }");

    assertThat(settings.grpc().host()).isEqualTo("::1");
    assertThat(settings.grpc().port()).isEqualTo(8443);
    assertThat(settings.grpc().names()).containsExactly("a.example", "10.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gstacks.host.ask-timeout = 0s",
        "gstacks.host.overcommit = 0",
        "gstacks.host.lease = -1s",
        "gstacks.host.session.in-flight = 0",
        "gstacks.host.channel.max-open = 0",
        "gstacks.grpc.addr = nonsense",
        "gstacks.grpc.max-unary = 0"
      })
  void refusesWhatCannotBe(String setting) {
    var name = setting.substring(setting.lastIndexOf('.') + 1, setting.indexOf(" ="));

    assertThatThrownBy(() -> with(setting)).hasMessageContaining(name);
  }

  private static HostSettings with(String overrides) {
    return HostSettings.from(
        ConfigFactory.parseString(overrides).withFallback(ConfigFactory.load()));
  }
}
