package io.gstacks.persistence.entity;

import java.util.List;

/**
 * What a command comes to: events to persist (none, when it asks for what already is), or a
 * refusal.
 */
public sealed interface Decision<E> {
  record Accept<E>(List<E> events) implements Decision<E> {
    public Accept {
      events = List.copyOf(events);
    }
  }

  record Refuse<E>(Refusal refusal) implements Decision<E> {}

  static <E> Decision<E> accept(E event) {
    return new Accept<>(List.of(event));
  }

  static <E> Decision<E> accept(List<E> events) {
    return new Accept<>(events);
  }

  static <E> Decision<E> already() {
    return new Accept<>(List.of());
  }

  static <E> Decision<E> refuse(Refusal refusal) {
    return new Refuse<>(refusal);
  }
}
