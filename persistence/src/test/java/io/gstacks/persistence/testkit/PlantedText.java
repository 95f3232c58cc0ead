package io.gstacks.persistence.testkit;

import io.gstacks.persistence.postgres.Database;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Looks for a planted secret in every row of every table, as text and within bytes, the journal's
 * events included.
 */
public final class PlantedText {
  private PlantedText() {}

  /** The rows that hold it, as {@code table: row}. */
  public static List<String> find(Database database, String planted) throws SQLException {
    var found = new ArrayList<String>();
    try (var connection = database.pool().getConnection()) {
      for (var table : tables(connection)) {
        found.addAll(rows(connection, table, planted));
      }
    }
    return found;
  }

  private static List<String> rows(Connection connection, String table, String planted)
      throws SQLException {
    var hex = HexFormat.of().formatHex(planted.getBytes(StandardCharsets.UTF_8));
    try (var query =
        connection.prepareStatement(
            "select t::text from "
                + table
                + " t where strpos(t::text, ?) > 0 or strpos(t::text, ?) > 0")) {
      query.setString(1, planted);
      query.setString(2, hex);
      return texts(query.executeQuery(), table + ": ");
    }
  }

  private static List<String> tables(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      return texts(
          statement.executeQuery(
              "select quote_ident(tablename) from pg_tables where schemaname = 'public'"),
          "");
    }
  }

  private static List<String> texts(ResultSet rows, String prefix) throws SQLException {
    var texts = new ArrayList<String>();
    try (rows) {
      while (rows.next()) {
        texts.add(prefix + rows.getString(1));
      }
    }
    return texts;
  }
}
