package io.gstacks.persistence.testkit;

import io.gstacks.persistence.Recorded;
import io.gstacks.persistence.journal.JournalJson;
import io.gstacks.persistence.journal.JournalRegistry;
import io.gstacks.persistence.postgres.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Writes events into the journal without actors, as fast or as strangely as a test wants. */
public final class TestJournal {
  private static final JournalJson JSON = new JournalJson(JournalRegistry.installed());

  private TestJournal() {}

  /** An event in a plain envelope: of nobody, by the system, of this moment. */
  public static <E> Recorded<E> recorded(E event) {
    return recorded(event, Optional.empty());
  }

  public static <E> Recorded<E> recorded(E event, Optional<Instant> wakeAt) {
    return new Recorded<>(Instant.now(), Optional.empty(), "system", "", "cmd_test", wakeAt, event);
  }

  public static void append(Database database, String id, long sequence, Recorded<?> recorded) {
    try (var connection = database.pool().getConnection()) {
      append(connection, id, sequence, recorded);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** In the connection's transaction. */
  public static void append(Connection connection, String id, long sequence, Recorded<?> recorded)
      throws SQLException {
    try {
      append(connection, id, sequence, JSON.manifest(recorded), JSON.write(recorded));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whatever bytes under whatever name. */
  public static void append(
      Connection connection, String id, long sequence, String manifest, byte[] payload)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            insert into event_journal
              (persistence_id, sequence_number, writer, write_timestamp, event_ser_id, event_ser_manifest, event_payload)
            values (?, ?, 'test', 0, 5301, ?, ?)\
            """)) {
      insert.setString(1, id);
      insert.setLong(2, sequence);
      insert.setString(3, manifest);
      insert.setBytes(4, payload);
      insert.executeUpdate();
    }
  }

  /** The stored form as text, for samples that a test pins. */
  public static String json(Object stored) {
    try {
      return new String(JSON.write(stored), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
