package io.gstacks.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gstacks.cli.api.ControlPlane;
import io.gstacks.cli.api.FailureException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginTest {
  private static final ControlPlane STORED = ControlPlane.of("http://stored:1", "gsk_stored");

  @TempDir private Path directory;

  @Test
  void theNamedFileComesFirst() {
    var named = directory.resolve("named.json");
    new LoginFile(named).write(STORED);

    var login =
        Login.resolve(
            Optional.of(named),
            Map.of("GSTACKS_BASE_URL", "http://env:2", "GSTACKS_API_KEY", "gsk_env"));

    assertThat(login.plane()).isEqualTo(STORED);
  }

  @Test
  void aNamedFileThatIsMissingIsNotReplacedByAnotherSource() {
    var missing = Optional.of(directory.resolve("missing.json"));

    assertThatThrownBy(() -> Login.resolve(missing, Map.of("GSTACKS_API_KEY", "gsk_env")))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("missing.json");
  }

  @Test
  void theEnvironmentComesBeforeTheStoredLogin() {
    store();

    assertThat(resolve(Map.of("GSTACKS_BASE_URL", "http://env:2", "GSTACKS_API_KEY", "gsk_env")))
        .isEqualTo(ControlPlane.of("http://env:2", "gsk_env"));
  }

  @Test
  void aKeyAloneIsForTheDefaultAddress() {
    store();

    assertThat(resolve(Map.of("GSTACKS_API_KEY", "gsk_env")))
        .isEqualTo(ControlPlane.of("http://127.0.0.1:8080", "gsk_env"));
  }

  @Test
  void theStoredLoginComesLast() {
    store();

    assertThat(resolve(Map.of())).isEqualTo(STORED);
    assertThat(resolve(Map.of("GSTACKS_BASE_URL", " ", "GSTACKS_API_KEY", ""))).isEqualTo(STORED);
  }

  @Test
  void aStoredKeyIsNotSentToAnotherAddress() {
    store();

    assertThat(resolve(Map.of("GSTACKS_BASE_URL", "http://stored:1/"))).isEqualTo(STORED);
    assertThatThrownBy(() -> resolve(Map.of("GSTACKS_BASE_URL", "http://other:1")))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("another address");
  }

  @Test
  void withoutAnyTheNextStepIsNamed() {
    assertThatThrownBy(() -> resolve(Map.of()))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> {
              assertThat(e.failure().exit().code()).isEqualTo(4);
              assertThat(e.failure().next()).contains("auth login");
            });
  }

  @Test
  void theStandardFileFollowsTheXdgDirectory() {
    assertThat(LoginFile.standard(Map.of("XDG_CONFIG_HOME", "/x", "HOME", "/h")).path())
        .hasToString("/x/gstacks/config.json");
    assertThat(LoginFile.standard(Map.of("HOME", "/h")).path())
        .hasToString("/h/.config/gstacks/config.json");
    assertThat(LoginFile.standard(Map.of("XDG_CONFIG_HOME", "relative", "HOME", "/h")).path())
        .hasToString("/h/.config/gstacks/config.json");
  }

  private void store() {
    new LoginFile(directory.resolve("gstacks").resolve("config.json")).write(STORED);
  }

  private ControlPlane resolve(Map<String, String> environment) {
    var all = new HashMap<>(environment);
    all.put("XDG_CONFIG_HOME", directory.toString());
    return Login.resolve(Optional.empty(), all).plane();
  }
}
