package io.gstacks.host;

import io.gstacks.persistence.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * A select over one read table: conditions are added as they are asked for, and pages are cut by
 * id, so that a page costs the same wherever it begins.
 *
 * @param sql constants only; values are bound
 */
public record Query(String sql, List<String> conditions, List<Object> values) {
  public Query {
    conditions = List.copyOf(conditions);
    values = List.copyOf(values);
  }

  public static Query of(String sql) {
    return new Query(sql, List.of(), List.of());
  }

  /** Adds {@code condition}, which holds one {@code ?}, when there is a value for it. */
  public Query where(String condition, Optional<?> value) {
    if (value.isEmpty()) {
      return this;
    }
    var moreConditions = new ArrayList<>(conditions);
    moreConditions.add(condition);
    var moreValues = new ArrayList<>(values);
    moreValues.add(value.orElseThrow());
    return new Query(sql, moreConditions, moreValues);
  }

  /** The rows after {@code cursor}, at most {@code limit}. */
  public <T> Page<T> page(
      DataSource database,
      int limit,
      Optional<String> cursor,
      RowReader<T> reader,
      Function<T, String> id) {
    var rows = where("id > ?", cursor).rows(database, limit + 1, reader);
    if (rows.size() <= limit) {
      return new Page<>(rows, Optional.empty());
    }
    var items = rows.subList(0, limit);
    return new Page<>(items, Optional.of(id.apply(items.getLast())));
  }

  /** How one row becomes a record. */
  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private <T> List<T> rows(DataSource database, int limit, RowReader<T> reader) {
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(text(limit))) {
      Rows.bind(statement, values.toArray());
      var found = new ArrayList<T>();
      try (var result = statement.executeQuery()) {
        while (result.next()) {
          found.add(reader.read(result));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException("the list cannot be read", e);
    }
  }

  private String text(int limit) {
    var where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    return sql + where + " order by id limit " + limit;
  }
}
