package io.gstacks.persistence.example;

import java.time.Instant;
import java.util.Optional;

/** What a counter stores. */
public sealed interface CounterEvent {
  record Added(long amount, Optional<String> note) implements CounterEvent {}

  record AlarmSet(Instant wakeAt) implements CounterEvent {}

  record AlarmRang() implements CounterEvent {}
}
