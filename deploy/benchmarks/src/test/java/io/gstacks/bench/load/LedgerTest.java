package io.gstacks.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gstacks.bench.http.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final long SECOND = 1_000_000_000;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Ledger ledger = new Ledger(new Schedule(1, 4), START);

  private static Response created(String id) {
    var body = "{\"tenant_id\":\"tnt_0\",\"id\":\"" + id + "\",\"status\":\"creating\"}";
    return new Response(201, body, true);
  }

  @Test
  void requestsAreDueAtTheRate() {
    var schedule = Schedule.of(1025, Duration.ofSeconds(80));

    assertThat(schedule.count()).isEqualTo(82_000);
    assertThat(schedule.dueNanos(1025)).isEqualTo(SECOND);
    assertThat(schedule.indexAt(Duration.ofSeconds(20))).isEqualTo(20_500);
    assertThat(schedule.indexAt(Duration.ofHours(1))).isEqualTo(82_000);
  }

  @Test
  void refusesAScheduleOfNothing() {
    assertThatThrownBy(() -> new Schedule(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Schedule(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aStallIsSeenByAllThatWereDueDuringIt() {
    for (int i = 0; i < 4; i++) {
      ledger.sent(i, 10 * SECOND);
      ledger.answered(i, 10 * SECOND, created("sbx_" + i));
    }

    assertThat(ledger.latencies(0, 4))
        .hasToString("[7000000000, 8000000000, 9000000000, 10000000000]");
    assertThat(ledger.lags(0, 4).max()).isEqualTo(10 * SECOND);
  }

  @Test
  void onlyAnIdIsASuccess() {
    ledger.answered(0, 1, created("sbx_0"));
    ledger.answered(1, 1, new Response(503, "", true));
    ledger.failed(2, 1, "timeout");

    assertThat(ledger.created(0, 4)).containsExactly("sbx_0");
    assertThat(ledger.errors(0, 4)).isEqualTo(Map.of("http_503", 1, "timeout", 1, "unanswered", 1));
    assertThat(ledger.latencies(0, 4).count()).isOne();
  }

  @Test
  void knowsWhenEachWasDueByTheWallClock() {
    assertThat(ledger.due(3)).isEqualTo(START.plusSeconds(3));
  }
}
