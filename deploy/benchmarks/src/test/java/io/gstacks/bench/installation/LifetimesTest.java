package io.gstacks.bench.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LifetimesTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Lifetimes lifetimes = new Lifetimes();

  @BeforeEach
  void record() {
    lifetimes.add("sbx_a", "sandbox.requested", START);
    lifetimes.add("sbx_a", "sandbox.started", START.plusMillis(30));
    lifetimes.add("sbx_b", "sandbox.requested", START.plusMillis(500));
    lifetimes.add("sbx_b", "sandbox.started", START.plusMillis(1_510));
    lifetimes.add("sbx_c", "sandbox.requested", START);
  }

  @Test
  void countsFromRequestToRunning() {
    assertThat(lifetimes.untilRunning(List.of("sbx_a", "sbx_b", "sbx_c")))
        .hasToString("[30000000, 1010000000]");
  }

  @Test
  void findsWhatNeverRan() {
    assertThat(lifetimes.notStarted(List.of("sbx_a", "sbx_c", "sbx_unknown")))
        .containsExactlyInAnyOrder("sbx_c", "sbx_unknown");
  }

  @Test
  void aRestartIsNotTheFirstStart() {
    lifetimes.add("sbx_a", "sandbox.started", START.plusSeconds(60));

    assertThat(lifetimes.lastStarted(List.of("sbx_a", "sbx_b"))).contains(START.plusMillis(1_510));
  }

  @Test
  void countsStartsInEachSecond() {
    assertThat(lifetimes.startedEachSecond(START, 2)).containsExactly(1, 1);
    assertThat(lifetimes.startedEachSecond(START.plusSeconds(1), 1)).containsExactly(1);
  }
}
