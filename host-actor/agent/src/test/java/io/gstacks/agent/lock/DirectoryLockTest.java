package io.gstacks.agent.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {
  @TempDir Path home;

  @Test
  void isHeldByOneAndFreeAfterIt() throws Exception {
    assertThat(DirectoryLock.status(home)).isEqualTo(new LockStatus.Free());
    try (var lock = DirectoryLock.take(home).orElseThrow()) {
      assertThat(lock).isNotNull();
      assertThat(DirectoryLock.take(home)).isEmpty();
      assertThat(DirectoryLock.clear(home)).isFalse();
      assertThat(DirectoryLock.status(home))
          .isInstanceOfSatisfying(
              LockStatus.Held.class,
              held -> assertThat(held.holder().pid()).isEqualTo(ProcessHandle.current().pid()));
    }
    assertThat(DirectoryLock.status(home)).isEqualTo(new LockStatus.Free());
  }

  @Test
  void oneThatADeadAgentLeftIsStaleAndHindersNobody() throws Exception {
    Files.writeString(home.resolve("lock"), "{\"pid\":4194304,\"since\":\"2026-01-01T00:00:00Z\"}");

    assertThat(DirectoryLock.status(home))
        .isEqualTo(new LockStatus.Stale(new Holder(4_194_304, "2026-01-01T00:00:00Z")));
    assertThat(DirectoryLock.clear(home)).isTrue();
    assertThat(DirectoryLock.status(home)).isEqualTo(new LockStatus.Free());
  }
}
