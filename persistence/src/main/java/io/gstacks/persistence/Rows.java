package io.gstacks.persistence;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * How a {@link ReadTable} changes rows. Prefer it to statements of your own: the projection runner
 * then collects equal statements of many events into one batch, which costs a tenth (see {@link
 * Deferring}). The SQL must be a constant, with {@code ?} for values.
 *
 * <p>Arguments may be texts, numbers, booleans, {@link Instant}s (to {@code timestamptz}), enums
 * (by name, lower case), byte arrays, collections of texts (to {@code text[]}), and {@link
 * Optional}s of these, where empty is SQL NULL.
 */
public final class Rows {
  private Rows() {}

  /** A connection that collects statements and runs them later, still in this transaction. */
  public interface Deferring {
    void defer(String sql, Object... arguments) throws SQLException;
  }

  /** Runs the statement, at the latest when the transaction is committed. */
  public static void update(Connection connection, String sql, Object... arguments)
      throws SQLException {
    if (connection.isWrapperFor(Deferring.class)) {
      connection.unwrap(Deferring.class).defer(sql, arguments);
      return;
    }
    try (var statement = connection.prepareStatement(sql)) {
      bind(statement, arguments);
      statement.executeUpdate();
    }
  }

  /** Sets all parameters of a statement, as {@link #update} does. */
  public static void bind(PreparedStatement statement, Object... arguments) throws SQLException {
    for (int i = 0; i < arguments.length; i++) {
      bind(statement, i + 1, arguments[i]);
    }
  }

  private static void bind(PreparedStatement statement, int index, Object argument)
      throws SQLException {
    switch (argument) {
      case Optional<?> optional when optional.isEmpty() -> statement.setNull(index, Types.NULL);
      case Optional<?> optional -> bind(statement, index, optional.orElseThrow());
      case Instant instant -> statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
      case Enum<?> value -> statement.setString(index, lower(value));
      case Collection<?> texts -> statement.setArray(index, array(statement, texts));
      default -> statement.setObject(index, argument);
    }
  }

  private static Array array(PreparedStatement statement, Collection<?> texts) throws SQLException {
    return statement
        .getConnection()
        .createArrayOf("text", texts.stream().map(Object::toString).toArray());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
