package io.gstacks.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gstacks.cli.api.ControlPlane;
import io.gstacks.cli.api.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginFileTest {
  private static final ControlPlane LOGIN = ControlPlane.of("http://127.0.0.1:8080", "gsk_secret");

  @TempDir private Path directory;

  @Test
  void isForItsOwnerOnly() throws IOException {
    var file = new LoginFile(directory.resolve("made").resolve("config.json"));
    file.write(LOGIN);

    assertThat(file.read()).hasValue(LOGIN);
    assertThat(permissions(file.path())).isEqualTo("rw-------");
    assertThat(permissions(directory.resolve("made"))).isEqualTo("rwx------");
    assertThat(file.exposed()).isFalse();
  }

  @Test
  void replacesAFileThatOthersCouldRead() throws IOException {
    var path = Files.writeString(directory.resolve("config.json"), "{}");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
    var file = new LoginFile(path);
    assertThat(file.exposed()).isTrue();

    file.write(LOGIN);

    assertThat(permissions(path)).isEqualTo("rw-------");
    try (var left = Files.list(directory)) {
      assertThat(left).containsExactly(path);
    }
  }

  @Test
  void whatIsNotALoginIsRefusedWithItsPath() throws IOException {
    var path = Files.writeString(directory.resolve("config.json"), "{\"base_url\": 1}");

    assertThatThrownBy(() -> new LoginFile(path).read())
        .isInstanceOf(FailureException.class)
        .hasMessageContaining(path.toString());
  }

  @Test
  void aMissingOneIsNoLoginAndNothingToDelete() {
    var file = new LoginFile(directory.resolve("none.json"));

    assertThat(file.read()).isEmpty();
    assertThat(file.delete()).isFalse();
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
