package io.gstacks.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.gstacks.persistence.feed.FeedSettings;
import io.gstacks.persistence.journal.JournalSettings;
import io.gstacks.persistence.journal.PersistenceConfig;
import io.gstacks.persistence.postgres.DatabaseAddress;
import io.gstacks.persistence.postgres.PersistenceSettings;
import io.gstacks.persistence.postgres.PoolSettings;
import io.gstacks.persistence.projection.ProjectionSettings;
import io.gstacks.persistence.wakeup.WakerSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static final Config DEFAULTS = ConfigFactory.load();

  @Test
  void theDefaultsAreThese() {
    assertThat(JournalSettings.from(DEFAULTS))
        .isEqualTo(
            new JournalSettings(
                8,
                4,
                400,
                20_000,
                500,
                Duration.ofSeconds(3),
                20_000,
                Duration.ofSeconds(1),
                Duration.ofSeconds(10)));
    assertThat(FeedSettings.from(DEFAULTS))
        .isEqualTo(
            new FeedSettings(
                Duration.ofMillis(50),
                Duration.ofMillis(5),
                1000,
                4096,
                Duration.ofMillis(200),
                Duration.ofMinutes(1)));
    assertThat(ProjectionSettings.from(DEFAULTS))
        .isEqualTo(new ProjectionSettings(Duration.ofMillis(20), Duration.ofMillis(200)));
    assertThat(WakerSettings.from(DEFAULTS))
        .isEqualTo(new WakerSettings(Duration.ofSeconds(1), 500, Duration.ofSeconds(30)));
    assertThat(PersistenceSettings.from(DEFAULTS).pool())
        .isEqualTo(
            new PoolSettings(
                8, Duration.ofSeconds(3), Duration.ofSeconds(30), Duration.ofSeconds(10)));
    assertThat(PersistenceSettings.from(DEFAULTS).external()).isEmpty();
  }

  @Test
  void anExternalDatabaseIsChosenByItsUrl() {
    var settings =
        PersistenceSettings.from(
            with(
                """
                gstacks.home = /srv/gstacks
                gstacks.persistence.database { url = "postgresql://db:5432/gstacks", user = u, password = p }
                """));

    assertThat(settings.home()).isEqualTo(Path.of("/srv/gstacks"));
    assertThat(settings.external())
        .contains(new DatabaseAddress("jdbc:postgresql://db:5432/gstacks", "u", "p"));
  }

  @Test
  void aBadValueIsRefusedByName() {
    assertThatThrownBy(
            () -> JournalSettings.from(with("gstacks.persistence.journal.connections = 5")))
        .hasMessageContaining("gstacks.persistence.journal.connections");
    assertThatThrownBy(() -> FeedSettings.from(with("gstacks.persistence.feed.window = 5")))
        .hasMessageContaining("gstacks.persistence.feed.window");
  }

  @Test
  void thePasswordIsNotPrinted() {
    var address = new DatabaseAddress("jdbc:postgresql://db:5432/gstacks?ssl=true", "u", "secret");

    assertThat(address.toString()).doesNotContain("secret");
    assertThat(address.database("other").url())
        .isEqualTo("jdbc:postgresql://db:5432/other?ssl=true");
  }

  @Test
  void thePluginGetsWhatWasMeasured() {
    var config =
        PersistenceConfig.of(new DatabaseAddress("jdbc:postgresql://db:5432/gstacks", "u", "p"));

    assertThat(config.getInt("jdbc-journal.parallelism")).isEqualTo(4);
    assertThat(config.getInt("jdbc-journal.bufferSize")).isEqualTo(20_000);
    assertThat(config.getInt("pekko.persistence.max-concurrent-recoveries")).isEqualTo(500);
    assertThat(config.getDuration("jdbc-journal.circuit-breaker.reset-timeout"))
        .isEqualTo(Duration.ofSeconds(1));
    assertThat(config.getDuration("jdbc-snapshot-store.circuit-breaker.reset-timeout"))
        .isEqualTo(Duration.ofSeconds(1));
  }

  private static Config with(String overrides) {
    return ConfigFactory.parseString(overrides).withFallback(DEFAULTS);
  }
}
