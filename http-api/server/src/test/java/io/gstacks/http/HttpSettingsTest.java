package io.gstacks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.gstacks.host.Resources;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpSettingsTest {
  @Test
  void hasTheseDefaults() {
    var settings = HttpSettings.from(ConfigFactory.load());

    assertThat(settings.bind().host()).isEqualTo("127.0.0.1");
    assertThat(settings.bind().port()).isEqualTo(8080);
    assertThat(settings.api().bodyLimit()).isEqualTo(1 << 20);
    assertThat(settings.api().allowedHosts()).isEmpty();
    assertThat(settings.keyCache().timeToLive()).isEqualTo(Duration.ofSeconds(1));
    assertThat(settings.idempotency().remember()).isEqualTo(Duration.ofHours(24));
    assertThat(settings.sandbox().image()).isEqualTo("gstacks/base");
    assertThat(settings.sandbox().usual()).isEqualTo(new Resources(500, 512, 1024));
    assertThat(settings.heartbeat()).isEqualTo(Duration.ofSeconds(15));
  }

  @ParameterizedTest
  @CsvSource({
    "addr, 8080",
    "addr, ':8080'",
    "addr, 'here:99999'",
    "body-limit, 1",
    "key-cache.time-to-live, 3s",
    "limits.burst, 0",
    "reads.threads, 0",
    "idempotency.lease, 10ms",
    "sandbox.pull, perhaps",
    "sandbox.usual.cpu-millis, 1",
    "exec.output-limit, 1",
    "files.upload-limit, 1",
    "idle-timeout, 1m",
    "heartbeat, 0s"
  })
  void stopsTheStartOverABadValue(String key, String value) {
    var config =
        ConfigFactory.parseString("gstacks.http." + key + " = \"" + value + "\"")
            .withFallback(ConfigFactory.load());

    assertThatThrownBy(() -> HttpSettings.from(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gstacks.http.");
  }

  @Test
  void readsAnAddressOfSixes() {
    var config =
        ConfigFactory.parseString("gstacks.http.addr = \"[::1]:9090\"")
            .withFallback(ConfigFactory.load());

    assertThat(HttpSettings.from(config).bind().host()).isEqualTo("::1");
    assertThat(HttpSettings.from(config).bind().port()).isEqualTo(9090);
  }
}
