package io.gstacks.persistence.example;

import io.gstacks.persistence.entity.Decision;
import io.gstacks.persistence.entity.Refusal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Counts up to a limit, and can ask to be woken. */
public record Counter(long count, Optional<Instant> alarm) {
  static final long MOST = 100_000;

  static Counter absent() {
    return new Counter(0, Optional.empty());
  }

  Decision<CounterEvent> add(long amount) {
    if (amount == 0) {
      return Decision.already();
    }
    return count + amount > MOST
        ? Decision.refuse(Refusal.conflict("too_many", "the counter is full"))
        : Decision.accept(new CounterEvent.Added(amount, Optional.empty()));
  }

  Decision<CounterEvent> addOnes(int times) {
    return Decision.accept(
        Collections.<CounterEvent>nCopies(times, new CounterEvent.Added(1, Optional.empty())));
  }

  Decision<CounterEvent> wakeAt(Instant at) {
    return Decision.accept(new CounterEvent.AlarmSet(at));
  }

  Decision<CounterEvent> wake(Instant now) {
    return alarm.isPresent() && !alarm.get().isAfter(now)
        ? Decision.accept(List.of(new CounterEvent.AlarmRang()))
        : Decision.already();
  }

  Counter apply(CounterEvent event) {
    return switch (event) {
      case CounterEvent.Added(var amount, _) -> new Counter(count + amount, alarm);
      case CounterEvent.AlarmSet(var at) -> new Counter(count, Optional.of(at));
      case CounterEvent.AlarmRang() when alarm.isPresent() -> new Counter(count, Optional.empty());
      case CounterEvent.AlarmRang() ->
          throw new IllegalStateException("no alarm was set, and it rang");
    };
  }
}
