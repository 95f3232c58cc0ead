package io.gstacks.persistence.example;

import io.gstacks.persistence.EntityJournal;
import io.gstacks.persistence.ReadTable;
import io.gstacks.persistence.StoredEvent;
import java.util.List;

/** The counter's registration; {@code META-INF/services} of the tests names it. */
public final class CounterJournal implements EntityJournal<CounterEvent, Counter> {
  @Override
  public String entity() {
    return "Counter";
  }

  @Override
  public List<StoredEvent<? extends CounterEvent>> events() {
    return List.of(
        new StoredEvent<>(
            "counter.added",
            2,
            CounterEvent.Added.class,
            List.of(first -> first.put("amount", first.required("by").asLong()))),
        StoredEvent.first("counter.alarm-set", CounterEvent.AlarmSet.class),
        StoredEvent.first("counter.alarm-rang", CounterEvent.AlarmRang.class));
  }

  @Override
  public Counter empty() {
    return Counter.absent();
  }

  @Override
  public Counter apply(Counter state, CounterEvent event) {
    return state.apply(event);
  }

  @Override
  public Class<Counter> stateType() {
    return Counter.class;
  }

  @Override
  public List<ReadTable<CounterEvent>> tables() {
    return List.of(new CounterTable());
  }
}
