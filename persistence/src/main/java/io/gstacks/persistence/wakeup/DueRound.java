package io.gstacks.persistence.wakeup;

import io.gstacks.persistence.wakeup.WakeupTable.Due;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses whom to wake of those that are due. It goes round the table from where it stopped, so
 * that entities that stay due do not keep the others waiting, and passes over who was woken for the
 * same wish a short while ago.
 */
final class DueRound {
  private final int limit;
  private final Duration repeat;

  /** In the order of waking. It holds no more than limit times repeat over pace, 15,000. */
  private final Map<Due, Instant> woken = new LinkedHashMap<>();

  private Due stoppedAt = Due.none();

  DueRound(int limit, Duration repeat) {
    this.limit = limit;
    this.repeat = repeat;
  }

  /** Reads the next due rows after one. */
  @FunctionalInterface
  interface Table {
    List<Due> after(Due row) throws SQLException;
  }

  List<Due> next(Instant now, Table table) throws SQLException {
    woken.values().removeIf(at -> !at.plus(repeat).isAfter(now));
    var chosen = new ArrayList<Due>();
    var began = stoppedAt;
    boolean wrapped = began.equals(Due.none());
    while (chosen.size() < limit) {
      var page = table.after(stoppedAt);
      for (var due : page) {
        if (chosen.size() == limit) {
          return chosen;
        }
        stoppedAt = due;
        if (woken.putIfAbsent(due, now) == null) {
          chosen.add(due);
        }
      }
      if (page.isEmpty()) {
        stoppedAt = Due.none();
        if (wrapped) {
          return chosen;
        }
        wrapped = true;
      }
    }
    return chosen;
  }
}
