package io.gstacks.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.cli.Terminal;
import io.gstacks.cli.api.Json;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class VersionTest {
  @Test
  void isMadeOfCountAndCommit() {
    var properties = new Properties();
    properties.setProperty("version", "0.1.0-SNAPSHOT");
    properties.setProperty("branch", "main");
    properties.setProperty("commit", "6d0940d");
    properties.setProperty("commit_count", "339");

    assertThat(Version.of(properties))
        .isEqualTo(new Version("0.1.339-6d0940d", "main", "6d0940d", 339));
  }

  @Test
  void outsideACheckoutItIsThatOfTheProject() {
    var properties = new Properties();
    properties.setProperty("version", "0.1.0-SNAPSHOT");
    properties.setProperty("commit", "");

    assertThat(Version.of(properties)).isEqualTo(new Version("0.1.0", "unknown", "unknown", 0));
  }

  @Test
  void theBuildBakedOneIn() {
    assertThat(Version.baked().version()).startsWith("0.");
  }

  @Test
  void isPrintedWithoutAnyLogin() {
    var ran = new Terminal().run("version", "--json");

    assertThat(ran.code()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(Json.lenient(ran.out()).properties())
        .extracting(field -> field.getKey())
        .containsExactly("version", "branch", "commit", "commit_count");
  }
}
