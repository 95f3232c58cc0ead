package io.gstacks.persistence.entity;

import io.gstacks.persistence.EntityJournal;
import io.gstacks.persistence.Recorded;
import io.gstacks.persistence.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Wraps the events of one command in their circumstances. */
record Envelopes<E, S>(EntityJournal<E, S> journal, Instant now, Meta meta) {
  /**
   * @param tenant whose the record is
   * @param wakeAt when the entity wants to look again in a state; asked after each event, because
   *     the last one stored is the one that counts
   */
  List<Recorded<E>> wrap(
      S before, Optional<TenantId> tenant, Function<S, Optional<Instant>> wakeAt, List<E> events) {
    var state = before;
    var envelopes = new ArrayList<Recorded<E>>(events.size());
    for (var event : events) {
      state = journal.apply(state, event);
      envelopes.add(
          new Recorded<>(
              now,
              tenant,
              meta.caller().by(),
              meta.request(),
              meta.command(),
              wakeAt.apply(state),
              event));
    }
    return envelopes;
  }
}
