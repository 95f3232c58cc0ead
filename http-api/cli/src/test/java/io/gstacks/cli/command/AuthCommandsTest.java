package io.gstacks.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.cli.FakeControlPlane;
import io.gstacks.cli.FakeControlPlane.Reply;
import io.gstacks.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthCommandsTest {
  private static final String WHO =
      """
      {"tenant":{"id":"tnt_1","name":"default"},"key":{"id":"key_1","name":"admin","role":"admin"}}\
      """;

  @TempDir private Path directory;
  private FakeControlPlane plane;

  @BeforeEach
  void start() throws IOException {
    plane = new FakeControlPlane();
    plane.on(
        "GET /api/whoami",
        request ->
            request.header("Authorization").equals("Bearer gsk_good")
                ? Reply.ok(WHO)
                : Reply.refused(401, "unauthenticated"));
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  @Test
  void aValidKeyIsStoredAndUsedFromThenOn() throws IOException {
    var login =
        terminal().run("auth", "login", "--base-url", plane.address(), "--api-key", "gsk_good");

    assertThat(login.code()).isZero();
    assertThat(login.err()).contains("logged in", "admin of default", stored().toString());
    assertThat(login.err()).doesNotContain("gsk_good");
    assertThat(Files.readString(stored())).contains("gsk_good", plane.address());
    assertThat(terminal().run("whoami").out()).contains("key.role     admin");
    assertThat(terminal().run("whoami", "--json").out()).isEqualTo(WHO + System.lineSeparator());
  }

  @Test
  void aKeyThatIsRefusedIsNotStored() {
    var login =
        terminal().run("auth", "login", "--base-url", plane.address(), "--api-key", "gsk_bad");

    assertThat(login.code()).isEqualTo(4);
    assertThat(login.err()).contains("unauthenticated");
    assertThat(stored()).doesNotExist();
  }

  @Test
  void theKeyMayComeFromStandardInputOrTheEnvironment() {
    assertThat(
            terminal()
                .typing("gsk_good\n")
                .run("auth", "login", "--base-url", plane.address(), "--api-key-stdin")
                .code())
        .isZero();
    assertThat(
            terminal()
                .with("GSTACKS_API_KEY", "gsk_good")
                .with("GSTACKS_BASE_URL", plane.address())
                .run("auth", "login")
                .code())
        .isZero();
  }

  @Test
  void withoutAKeyThereIsNothingToValidate() {
    var login = terminal().run("auth", "login", "--base-url", plane.address());

    assertThat(login.code()).isEqualTo(2);
    assertThat(plane.requests()).isEmpty();
  }

  @Test
  void logoutRemovesTheFileAndIsRepeatable() {
    var file = directory.resolve("other.json").toString();
    terminal()
        .run(
            "auth",
            "login",
            "--base-url",
            plane.address(),
            "--api-key",
            "gsk_good",
            "--config-file",
            file);

    assertThat(terminal().run("auth", "logout", "--config-file", file, "--json").out())
        .contains("\"removed\":true");
    assertThat(terminal().run("auth", "logout", "--config-file", file).out())
        .contains("nothing stored");
    assertThat(terminal().run("whoami", "--config-file", file).code()).isEqualTo(4);
  }

  @Test
  void aLoginThatOthersCanReadIsWarnedOf() throws IOException {
    terminal().run("auth", "login", "--base-url", plane.address(), "--api-key", "gsk_good");
    Files.setPosixFilePermissions(stored(), PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(terminal().run("whoami").err()).contains("warning", "chmod 600");
    assertThat(terminal().run("whoami", "--json").err()).isEmpty();
  }

  private Path stored() {
    return directory.resolve("gstacks").resolve("config.json");
  }

  private Terminal terminal() {
    return new Terminal().with("XDG_CONFIG_HOME", directory.toString());
  }
}
