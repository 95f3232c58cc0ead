package io.gstacks.agent.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxPathTest {
  @ParameterizedTest
  @CsvSource({
    "a.txt, home/sandbox/a.txt, a.txt",
    "/workspace//x/./y/, workspace/x/y, y",
    "/, ., /",
    "../../etc/passwd, home/sandbox/../../etc/passwd, passwd"
  })
  void standsBelowTheRootOfTheSandbox(String text, String fromRoot, String name) {
    var path = SandboxPath.of(text);

    assertThat(path.fromRoot()).isEqualTo(fromRoot);
    assertThat(path.name()).isEqualTo(name);
  }

  @Test
  void hasAParent() {
    assertThat(SandboxPath.of("/a/b/c").parent().fromRoot()).isEqualTo("a/b");
    assertThat(SandboxPath.of("/a").parent().isRoot()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/a/..", "..", "/."})
  void hasNotAlwaysAName(String text) {
    assertFails(() -> SandboxPath.of(text).named(), FilesException.Code.INVALID);
  }

  @Test
  void isTextOfABoundedLength() {
    assertFails(() -> SandboxPath.of(""), FilesException.Code.INVALID);
    assertFails(() -> SandboxPath.of("/a\0b"), FilesException.Code.INVALID);
    assertThat(SandboxPath.of("/" + "a".repeat(4095)).name()).hasSize(4095);
    assertFails(() -> SandboxPath.of("/" + "a".repeat(4096)), FilesException.Code.PATH_TOO_LONG);
    assertFails(() -> SandboxPath.of("/" + "é".repeat(2048)), FilesException.Code.PATH_TOO_LONG);
  }

  private static void assertFails(Runnable work, FilesException.Code code) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(FilesException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
