package io.gstacks.agent.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarRulesTest {
  private static final int DEEPEST = 4;

  @Test
  void namesLeadDown() {
    assertThat(TarRules.parts("./a//b/./c", DEEPEST)).containsExactly("a", "b", "c");
    assertThat(TarRules.parts("./", DEEPEST)).isEmpty();
    assertThat(TarRules.parts("..a/b..", DEEPEST)).containsExactly("..a", "b..");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/etc/passwd", "../a", "a/../../b", "a/..", "a\0b"})
  void otherNamesAreRefused(String name) {
    assertFails(() -> TarRules.parts(name, DEEPEST), FilesException.Code.INVALID_TAR);
  }

  @Test
  void depthIsBounded() {
    assertThat(TarRules.parts("1/2/3/4", DEEPEST)).hasSize(4);
    assertFails(() -> TarRules.parts("1/2/3/4/5", DEEPEST), FilesException.Code.TOO_DEEP);
  }

  @ParameterizedTest
  @ValueSource(chars = {'0', '2', '5'})
  void filesLinksAndDirectoriesComeIn(char type) {
    TarRules.check(entry(type, 0));
  }

  @ParameterizedTest
  @ValueSource(chars = {'1', '3', '4', '6', 'S', 'Z'})
  void hardLinksDevicesAndFifosDoNot(char type) {
    assertFails(() -> TarRules.check(entry(type, 0)), FilesException.Code.INVALID_TAR);
  }

  @Test
  void sizesAreThoseThatCanBe() {
    assertFails(() -> TarRules.check(entry('0', -1)), FilesException.Code.INVALID_TAR);
    assertFails(() -> TarRules.check(entry('2', 1)), FilesException.Code.INVALID_TAR);
  }

  @Test
  void aLinkMayPointAnywhereButNotNowhere() {
    assertThat(TarRules.target("a", "/etc/passwd")).isEqualTo("/etc/passwd");
    assertFails(() -> TarRules.target("a", ""), FilesException.Code.INVALID_TAR);
    assertFails(() -> TarRules.target("a", "x".repeat(4096)), FilesException.Code.INVALID_TAR);
  }

  private static TarHeader entry(char type, long size) {
    return new TarHeader("a", 0644, size, 0, type, "b");
  }

  private static void assertFails(Runnable work, FilesException.Code code) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(FilesException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
