package io.gstacks.persistence.entity;

import org.apache.pekko.persistence.typed.SnapshotSelectionCriteria;
import org.apache.pekko.persistence.typed.javadsl.Recovery;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;

/**
 * How often an entity keeps a snapshot of its state.
 *
 * @param every so many events; 0 for never
 */
record Snapshots(int every) {
  private static final int KEPT = 2;

  static Snapshots never() {
    return new Snapshots(0);
  }

  /** Looks for no snapshot where there can be none: that saves a fresh entity a query. */
  Recovery recovery() {
    return Recovery.withSnapshotSelectionCriteria(
        every == 0 ? SnapshotSelectionCriteria.none() : SnapshotSelectionCriteria.latest());
  }

  RetentionCriteria retention() {
    return every == 0 ? RetentionCriteria.disabled() : RetentionCriteria.snapshotEvery(every, KEPT);
  }
}
