package io.gstacks.persistence.projection;

import io.gstacks.persistence.EntityJournal;
import io.gstacks.persistence.ReadTable;
import io.gstacks.persistence.Recorded;
import io.gstacks.persistence.feed.FeedEntry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * Feeds one {@link ReadTable}. Entries of a batch are dealt out in rounds: the first event of each
 * entity, then the second of each, and so on. The order within an entity stays, and a round is full
 * of equal statements, which the database takes in one batch.
 */
record TableProjection(String entity, ReadTable<Object> table) implements Projection {
  /** All of an installation; names of tables must differ. */
  static List<Projection> all(Iterable<? extends EntityJournal<?, ?>> journals) {
    var projections = new ArrayList<Projection>();
    for (var journal : journals) {
      for (var table : journal.tables()) {
        projections.add(new TableProjection(journal.entity(), unchecked(table)));
      }
    }
    return projections;
  }

  @Override
  public String name() {
    return String.join("+", table.names());
  }

  @Override
  public List<String> tables() {
    return table.names();
  }

  @Override
  public void apply(DeferredUpdates updates, List<FeedEntry> entries) throws SQLException {
    for (var round : rounds(entries)) {
      for (var entry : round) {
        updates.nextEvent();
        var recorded = entry.recorded();
        if (recorded.isPresent()) {
          table.apply(
              updates.connection(), entry.entityId(), entry.sequence(), unchecked(recorded.get()));
        }
      }
      updates.flush();
    }
  }

  private List<List<FeedEntry>> rounds(List<FeedEntry> entries) {
    var rounds = new ArrayList<List<FeedEntry>>();
    var seen = new HashMap<String, Integer>();
    for (var entry : entries) {
      if (entry.entity().equals(entity)) {
        int round = seen.merge(entry.entityId(), 1, Integer::sum) - 1;
        if (round == rounds.size()) {
          rounds.add(new ArrayList<>());
        }
        rounds.get(round).add(entry);
      }
    }
    return rounds;
  }

  /**
   * The registry holds a table beside the events that it takes, and the feed decodes only those.
   */
  @SuppressWarnings("unchecked")
  private static ReadTable<Object> unchecked(ReadTable<?> table) {
    return (ReadTable<Object>) table;
  }

  @SuppressWarnings("unchecked")
  private static Recorded<Object> unchecked(Recorded<?> recorded) {
    return (Recorded<Object>) recorded;
  }
}
