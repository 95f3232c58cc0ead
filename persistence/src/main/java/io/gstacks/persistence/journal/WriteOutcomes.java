package io.gstacks.persistence.journal;

import java.sql.SQLException;
import org.apache.pekko.actor.ClassicActorSystemProvider;

/** Who is told what batches of writes came to. Called on the writer's threads. */
record WriteOutcomes(JournalWritten hint, JournalHealth health) {
  static WriteOutcomes of(ClassicActorSystemProvider system) {
    return new WriteOutcomes(JournalWritten.get(system), JournalHealth.get(system));
  }

  void written() {
    health.written();
    hint.written();
  }

  void failed(SQLException cause) {
    health.failed(cause);
  }
}
