package io.gstacks.persistence.projection;

import io.gstacks.persistence.feed.FeedEntry;
import io.gstacks.persistence.feed.FeedPosition;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Which projections stand where. Those at one position advance in one transaction. */
final class ProjectionGroups {
  private final TreeMap<FeedPosition, List<Projection>> groups = new TreeMap<>();

  private ProjectionGroups() {}

  /** As the database has it; one that it does not know begins with empty tables. */
  static ProjectionGroups read(
      DataSource database, Collection<Projection> projections, ProjectionBatch batch)
      throws SQLException {
    var groups = new ProjectionGroups();
    try (var connection = database.getConnection()) {
      var positions = Positions.read(connection);
      for (var projection : projections) {
        if (!positions.containsKey(projection.name())) {
          batch.reset(projection);
        }
        groups.put(projection, positions.getOrDefault(projection.name(), FeedPosition.start()));
      }
    }
    return groups;
  }

  FeedPosition front() {
    return groups.lastKey();
  }

  FeedPosition slowest() {
    return groups.firstKey();
  }

  boolean someAreBehind() {
    return groups.size() > 1;
  }

  boolean isAtFront(String name) {
    return groups.lastEntry().getValue().stream().anyMatch(each -> each.name().equals(name));
  }

  /** Empties one and sends it back to the start. */
  void restart(Projection projection, ProjectionBatch batch) throws SQLException {
    batch.reset(projection);
    groups.values().forEach(group -> group.remove(projection));
    groups.values().removeIf(List::isEmpty);
    put(projection, FeedPosition.start());
  }

  /** Applies what comes after the front to those that are there. */
  void advanceFront(List<FeedEntry> entries, ProjectionBatch batch) throws SQLException {
    advance(front(), entries, entries.getLast().position(), batch);
  }

  /** Applies what comes after the slowest to them, up to the front, where they join the others. */
  void catchUp(List<FeedEntry> entries, ProjectionBatch batch) throws SQLException {
    var front = front();
    var before = entries.stream().filter(entry -> entry.position().compareTo(front) <= 0).toList();
    advance(slowest(), before, before.isEmpty() ? front : before.getLast().position(), batch);
  }

  private void advance(
      FeedPosition from, List<FeedEntry> entries, FeedPosition to, ProjectionBatch batch)
      throws SQLException {
    var group = List.copyOf(groups.getOrDefault(from, List.of()));
    batch.apply(group, from, entries, to);
    groups.remove(from);
    group.forEach(projection -> put(projection, to));
  }

  private void put(Projection projection, FeedPosition position) {
    groups.computeIfAbsent(position, _ -> new ArrayList<>()).add(projection);
  }
}
