package io.gstacks.bench.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcTest {
  @Test
  void readsAProcessWhoseNameHasBracketsAndBlanks() {
    var entry =
        ProcessTable.parse(
            "42 (a) b (c)) S 7 42 42 0 -1 4194560 100 200 0 0 11 22 33 44 20 0 1 0 5 6 7");

    assertThat(entry).isEqualTo(new ProcessTable.Entry(7, 11 + 22 + 33 + 44));
  }

  @Test
  void countsAProcessForItsNearestNamedAncestor() {
    var table =
        new ProcessTable(
            Map.of(
                1L, new ProcessTable.Entry(0, 1000),
                10L, new ProcessTable.Entry(1, 5),
                20L, new ProcessTable.Entry(10, 7),
                21L, new ProcessTable.Entry(20, 11),
                30L, new ProcessTable.Entry(1, 13)));

    assertThat(table.ticks(Map.of(10L, "bench", 20L, "server")))
        .isEqualTo(Map.of("bench", 5L, "server", 18L));
  }

  @Test
  void seesItself() {
    assertThat(ProcessTable.now().processes()).containsKey(ProcessHandle.current().pid());
  }

  @Test
  void idleAndWaitingTimeIsNotBusyAndStolenTimeIsApart() {
    assertThat(CpuTicks.parse("cpu  1 2 4 1000 2000 8 16 32 64 128"))
        .isEqualTo(new CpuTicks(1 + 2 + 4 + 8 + 16, 32));
  }

  @Test
  void readsTheTotalOfAHistogram() throws IOException {
    var histogram =
        """
         num     #instances         #bytes  class name (module)
        -------------------------------------------------------
           1:          8716         595304  [B (java.base@25.0.3)
        Total         65539        3401208
        """;

    assertThat(LiveHeap.total(histogram)).isEqualTo(3_401_208);
    assertThatThrownBy(() -> LiveHeap.total("no such process")).isInstanceOf(IOException.class);
  }

  @Test
  void readsKilobytes() {
    assertThat(Memory.bytes("VmRSS:\t   123 kB")).isEqualTo(123 * 1024);
  }
}
