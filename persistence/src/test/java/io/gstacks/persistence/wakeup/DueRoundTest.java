package io.gstacks.persistence.wakeup;

import static org.assertj.core.api.Assertions.assertThat;

import io.gstacks.persistence.wakeup.WakeupTable.Due;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DueRoundTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
  private static final Comparator<Due> ORDER =
      Comparator.comparing(Due::wakeAt).thenComparing(Due::persistenceId);

  private final TreeSet<Due> table = new TreeSet<>(ORDER);
  private final DueRound round = new DueRound(10, Duration.ofSeconds(30));

  @Test
  void wakesNoMoreThanItsLimitAndEachInTurn() throws Exception {
    due(25);
    var woken = new ArrayList<Due>();

    assertThat(next(0)).hasSize(10).allSatisfy(woken::add);
    assertThat(next(1)).hasSize(10).allSatisfy(woken::add);
    assertThat(next(2)).hasSize(5).allSatisfy(woken::add);

    assertThat(woken).doesNotHaveDuplicates().hasSize(25);
  }

  @Test
  void repeatsWhoStaysDueNoSoonerThanThePause() throws Exception {
    due(3);

    assertThat(next(0)).hasSize(3);
    assertThat(next(29)).isEmpty();
    assertThat(next(30)).hasSize(3);
  }

  @Test
  void wakesAtOnceForANewWish() throws Exception {
    due(1);
    next(0);

    table.clear();
    table.add(new Due("Counter|0", NOON.plusSeconds(1)));

    assertThat(next(2)).hasSize(1);
  }

  @Test
  void thoseThatStayDueKeepNobodyWaiting() throws Exception {
    due(40);
    next(0);
    next(1);
    next(2);
    next(3);

    table.add(new Due("Counter|late", NOON));

    assertThat(next(4)).extracting(Due::persistenceId).containsExactly("Counter|late");
  }

  private void due(int count) {
    for (int i = 0; i < count; i++) {
      table.add(new Due("Counter|" + i, NOON.minusSeconds(60)));
    }
  }

  private List<Due> next(int second) throws Exception {
    return round.next(
        NOON.plusSeconds(second), row -> table.tailSet(row, false).stream().limit(10).toList());
  }
}
