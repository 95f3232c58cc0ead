package io.gstacks.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The effect of one event on rows. It runs in the transaction that also moves the feed's position,
 * so each event counts once; it must depend on nothing but its arguments and the rows, so that a
 * rebuild makes the same table (I10).
 */
public interface ReadTable<E> {
  /** The tables that it owns, emptied by a rebuild. Nothing else writes them. */
  List<String> names();

  /**
   * Applies one event. {@code id} is the entity's id, {@code sequence} the event's number in it.
   * Throwing parks the event with an alarm; the feed goes on.
   */
  void apply(Connection connection, String id, long sequence, Recorded<? extends E> recorded)
      throws SQLException;
}
