package io.gstacks.agent.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.agent.protocol.WorkResult;
import io.gstacks.agent.protocol.Workload;
import io.gstacks.agent.protocol.WorkloadState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskMemoryTest {
  private static final WorkResult RESULT =
      WorkResult.newBuilder().setCommandId("cmd_1").setSandboxId("sbx_1").build();
  private static final Workload SEEN =
      Workload.newBuilder().setContainer("c1").setState(WorkloadState.RUNNING).build();

  @TempDir Path home;

  @Test
  void remembersEverythingAfterAKill() throws Exception {
    var killed = DiskMemory.open(home); // and never closed
    killed.fence("sbx_1", new Fence(7, 6));
    killed.keep(RESULT);
    killed.saw(SEEN);
    killed.keep(RESULT.toBuilder().setCommandId("cmd_2").build());
    killed.forget("cmd_2");

    try (var memory = DiskMemory.open(home)) {
      assertThat(memory.fence("sbx_1")).isEqualTo(new Fence(7, 6));
      assertThat(memory.fence("sbx_other")).isEqualTo(Fence.OPEN);
      assertThat(memory.results()).containsExactly(RESULT);
      assertThat(memory.sighting("c1")).contains(SEEN);
    }
  }

  @Test
  void forgetsASightingForGood() throws Exception {
    try (var memory = DiskMemory.open(home)) {
      memory.saw(SEEN);
      memory.lostSightOf("c1");
    }

    try (var memory = DiskMemory.open(home)) {
      assertThat(memory.sightings()).isEmpty();
    }
  }

  @Test
  void reportIdsRiseAcrossKills() throws Exception {
    long last = 0;
    for (int start = 0; start < 3; start++) {
      var memory = DiskMemory.open(home);
      for (int i = 0; i < 5; i++) {
        var next = memory.nextReportId();
        assertThat(next).isGreaterThan(last);
        last = next;
      }
    }
  }

  @Test
  void cutsOffWhatACrashToreAndGoesOn() throws Exception {
    DiskMemory.open(home).keep(RESULT);
    Files.write(
        home.resolve("ledger"), new byte[] {0, 0, 0, 99, 1, 2, 3}, StandardOpenOption.APPEND);

    try (var memory = DiskMemory.open(home)) {
      assertThat(memory.results()).containsExactly(RESULT);
      memory.fence("sbx_1", new Fence(1, 0));
    }
    try (var memory = DiskMemory.open(home)) {
      assertThat(memory.results()).containsExactly(RESULT);
      assertThat(memory.fence("sbx_1")).isEqualTo(new Fence(1, 0));
    }
  }

  @Test
  void rewritesALedgerThatOutgrewWhatItSays() throws IOException {
    var large = "x".repeat(100_000);
    try (var memory = DiskMemory.open(home)) {
      for (int i = 0; i < 200; i++) {
        memory.saw(SEEN.toBuilder().setImage(large + i).build());
      }
      assertThat(Files.size(home.resolve("ledger"))).isLessThan(6L << 20);
    }
    try (var memory = DiskMemory.open(home)) {
      assertThat(memory.sighting("c1").orElseThrow().getImage()).endsWith("x199");
    }
  }
}
