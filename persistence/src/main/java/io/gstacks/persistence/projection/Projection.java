package io.gstacks.persistence.projection;

import io.gstacks.persistence.feed.FeedEntry;
import java.sql.SQLException;
import java.util.List;

/** Tables that follow from the journal. */
interface Projection {
  /**
   * Under this name its position stands; another name is another projection, built from the start.
   */
  String name();

  /** What a rebuild empties. */
  List<String> tables();

  /** The effect of entries in the order of the feed, within the runner's transaction. */
  void apply(DeferredUpdates updates, List<FeedEntry> entries) throws SQLException;
}
