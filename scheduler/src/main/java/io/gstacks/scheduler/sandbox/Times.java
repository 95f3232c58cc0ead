package io.gstacks.scheduler.sandbox;

import java.time.Instant;
import java.util.Optional;

/** When things happened to a sandbox. */
record Times(
    Instant created,
    Optional<Instant> started,
    Optional<Instant> stopped,
    Optional<Instant> archived,
    Optional<Instant> deleted) {
  static Times created(Instant at) {
    return new Times(at, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  Times startedAt(Instant at) {
    return new Times(created, Optional.of(at), Optional.empty(), archived, deleted);
  }

  Times stoppedAt(Instant at) {
    return new Times(created, started, Optional.of(at), archived, deleted);
  }

  Times archivedAt(Instant at) {
    return new Times(created, started, stopped, Optional.of(at), deleted);
  }

  Times deletedAt(Instant at) {
    return new Times(created, started, stopped, archived, Optional.of(at));
  }
}
