package io.gstacks.persistence.example;

import io.gstacks.persistence.ReadTable;
import io.gstacks.persistence.Recorded;
import io.gstacks.persistence.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A row for each counter with its sum and how many events made it. */
public final class CounterTable implements ReadTable<CounterEvent> {
  /** An amount that this table refuses, so that a test sees an event parked. */
  public static final long POISON = 666;

  @Override
  public List<String> names() {
    return List.of("counter");
  }

  @Override
  public void apply(
      Connection connection, String id, long sequence, Recorded<? extends CounterEvent> recorded)
      throws SQLException {
    switch (recorded.event()) {
      case CounterEvent.Added(var amount, _) ->
          Rows.update(
              connection,
              """
              insert into counter (id, total, events) values (?, 1000 / (? - 666) * 0 + ?, 1)
              on conflict (id) do update set total = counter.total + excluded.total, events = counter.events + 1\
              """,
              id,
              amount,
              amount);
      case CounterEvent.AlarmSet _, CounterEvent.AlarmRang _ -> {}
    }
  }
}
