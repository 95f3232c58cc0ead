package io.gstacks.persistence;

import java.util.List;

/**
 * What a module registers for one kind of entity, found by {@link java.util.ServiceLoader}: the
 * stored names of its events, the fold from events to state, and the rows that follow from them.
 * The serializer, the projections and {@code gstacks-journal} know entities only through this.
 *
 * @param <E> the sealed interface of its events
 * @param <S> the state that they fold to
 */
public interface EntityJournal<E, S> {
  /** The first part of the persistence id, {@code Sandbox} in {@code Sandbox|sbx_...}. */
  String entity();

  /** Every event with its stored name. A name, once released, stands for ever. */
  List<StoredEvent<? extends E>> events();

  S empty();

  /**
   * The state after the event; throws {@link IllegalStateException} on one that does not follow.
   */
  S apply(S state, E event);

  /** The class of the state, for its snapshots, which are stored as {@code <entity>.state/1}. */
  Class<S> stateType();

  /** What each event does to the read tables. */
  List<ReadTable<E>> tables();
}
