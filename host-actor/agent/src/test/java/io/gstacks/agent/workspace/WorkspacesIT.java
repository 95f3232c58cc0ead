package io.gstacks.agent.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gstacks.agent.protocol.Workload;
import io.gstacks.agent.protocol.WorkloadState;
import io.gstacks.agent.testing.TestSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As root, with the loop devices of this machine. */
class WorkspacesIT {
  @TempDir Path home;

  private static WorkspaceSettings settings(int prepared) {
    return new WorkspaceSettings(
        1_000, 64, prepared, Duration.ZERO, 5, true, Duration.ofSeconds(1));
  }

  @Test
  void aWorkspaceBelongsToTheSandboxAndSurvivesUnmounting() throws Exception {
    var workspaces = LoopWorkspaces.open(home, settings(0));
    try {
      var path = workspaces.open("sbx_1", 64);
      assertThat(Files.getAttribute(path, "unix:uid")).isEqualTo(1_000);
      assertThat(path).isEmptyDirectory();
      Files.writeString(path.resolve("file"), "kept");
      Files.createDirectory(path.resolve("lost+found")); // now it is the sandbox's own

      workspaces.close("sbx_1");

      assertThat(workspaces.open("sbx_1", 64).resolve("file")).hasContent("kept");
      assertThat(path.resolve("lost+found")).exists();
      assertThat(Files.readString(Path.of("/proc/mounts")).lines())
          .filteredOn(line -> line.contains(path.toString()))
          .singleElement()
          .matches(line -> line.contains("nosuid") && line.contains("nodev"));
    } finally {
      workspaces.purge("sbx_1");
    }
    assertThat(home.resolve("workspaces/sbx_1")).doesNotExist();
  }

  @Test
  void disksAreMadeAhead() throws Exception {
    var workspaces = LoopWorkspaces.open(home, settings(2));
    var ready = home.resolve("workspaces/.ready");
    TestSystem.eventually("two are ready", () -> prepared(ready) == 2);
    try {
      var path = workspaces.open("sbx_1", 64);
      assertThat(mountsBelow(home)).contains(path.toString());
      TestSystem.eventually("two are ready again", () -> prepared(ready) == 2);
    } finally {
      workspaces.purge("sbx_1");
      workspaces.release();
    }
    assertThat(mountsBelow(home)).isEmpty();
  }

  @Test
  void whatAKilledAgentLeftReadyIsRemoved() throws Exception {
    var killed = LoopWorkspaces.open(home, settings(1));
    var ready = home.resolve("workspaces/.ready");
    TestSystem.eventually("one is ready", () -> prepared(ready) == 1);
    Files.createDirectory(ready.resolve("new-9")); // half made

    LoopWorkspaces.open(home, settings(0));

    assertThat(mountsBelow(home)).isEmpty();
    assertThat(ready).isEmptyDirectory();
    killed.release();
  }

  private static List<String> mountsBelow(Path home) throws IOException {
    return Files.readString(Path.of("/proc/mounts"))
        .lines()
        .map(line -> line.split(" ", 3)[1])
        .filter(path -> path.startsWith(home.toString()))
        .toList();
  }

  private static long prepared(Path ready) {
    var disks = ready.toFile().list((_, name) -> name.startsWith("64-"));
    return disks == null ? 0 : disks.length;
  }

  @Test
  void whereNothingHoldsTheLimitItIsWatched() throws Exception {
    var workspaces = new DirectoryWorkspaces(home, settings(0));
    var path = workspaces.open("sbx_1", 8);
    var running =
        Workload.newBuilder().setSandboxId("sbx_1").setState(WorkloadState.RUNNING).build();
    var stopped = new ArrayList<Workload>();
    var watch = new DiskWatch(workspaces, () -> List.of(running), stopped::add);

    watch.look();
    assertThat(stopped).isEmpty();
    Files.write(path.resolve("big"), new byte[10 << 20]);
    Files.createSymbolicLink(path.resolve("link"), Path.of("/"));
    watch.look();

    assertThat(stopped).containsExactly(running);
    assertThat(workspaces.trait()).isEqualTo("disk-limit-watched");
    workspaces.purge("sbx_1");
    assertThat(home.resolve("workspaces/sbx_1")).doesNotExist();
  }

  @Test
  void theLastPartOfTheDiskIsTheAgents() throws Exception {
    assertThat(DiskReserve.isReached(4, 100, 5)).isTrue();
    assertThat(DiskReserve.isReached(6, 100, 5)).isFalse();
    var workspaces =
        new DirectoryWorkspaces(
            home,
            new WorkspaceSettings(1_000, 64, 0, Duration.ZERO, 50, true, Duration.ofSeconds(1)));
    var store = Files.getFileStore(home);
    if (DiskReserve.isReached(store.getUsableSpace(), store.getTotalSpace(), 50)) {
      assertThatThrownBy(() -> workspaces.open("sbx_1", 8)).hasMessageContaining("no space left");
    }
  }

  @Test
  void aPathIsNeverMadeOfWhatIsNoId() throws Exception {
    var workspaces = new DirectoryWorkspaces(home, settings(0));

    for (var id : List.of("../etc", "", ".ready", "a/b", "a".repeat(200))) {
      assertThatThrownBy(() -> workspaces.open(id, 8)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
