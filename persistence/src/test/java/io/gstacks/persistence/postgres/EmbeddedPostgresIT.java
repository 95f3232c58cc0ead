package io.gstacks.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gstacks.persistence.testkit.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {
  /** How soon is the benches' to say; this is so that a test that hangs ends. */
  private static final Duration BACK = Duration.ofSeconds(30);

  @TempDir Path home;

  @Test
  void keepsWhatItHeldAndLeavesNoSecretOpen() throws Exception {
    try (var postgres = EmbeddedPostgres.start(settings().postgres())) {
      execute(postgres.address(), "create table kept (n int)");
      execute(postgres.address(), "insert into kept values (7)");
      var withoutPassword =
          new DatabaseAddress(postgres.address().url(), postgres.address().user(), "guess");

      assertThatThrownBy(() -> execute(withoutPassword, "select 1"))
          .hasMessageContaining("password authentication failed");
    }

    try (var postgres = EmbeddedPostgres.start(settings().postgres())) {
      assertThat(text(postgres.address(), "select n from kept")).isEqualTo("7");
      assertThat(text(postgres.address(), "show server_version")).isEqualTo(Binaries.VERSION);
      assertThat(text(postgres.address(), "show listen_addresses")).isEqualTo("127.0.0.1");
      for (var setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
        assertThat(text(postgres.address(), "show " + setting)).isEqualTo("on");
      }
    }
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(settings().postgres().passwordFile())))
        .isEqualTo("rw-------");
  }

  @Test
  void worksBelowADirectoryThatIsClosedToItsUser() throws Exception {
    var closed = Files.createDirectory(home.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    var below = TestPostgres.settings(closed.resolve("below").resolve("home"));

    try (var postgres = EmbeddedPostgres.start(below.postgres())) {
      execute(postgres.address(), "create table kept as select 8 as n");
    }
    try (var postgres = EmbeddedPostgres.start(below.postgres())) {
      assertThat(text(postgres.address(), "select n from kept")).isEqualTo("8");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(closed)))
        .isEqualTo("rwx------");
  }

  @Test
  void isLockedAgainstASecondOne() {
    try (var _ = EmbeddedPostgres.start(settings().postgres())) {
      assertThatThrownBy(() -> EmbeddedPostgres.start(settings().postgres()))
          .isInstanceOf(PostgresException.class)
          .hasMessageContaining("another gstacks-server");
    }
  }

  @Test
  void isBackSoonAfterItWasKilledAndHasAllThatWasAcknowledged() throws Exception {
    try (var database = Database.open(settings())) {
      var postgres = database.embedded().orElseThrow();
      execute(postgres.address(), "create table written (n bigint)");
      var acknowledged = new AtomicLong();
      var writer = CompletableFuture.runAsync(() -> writeUntilItFails(database, acknowledged));

      kill(postgres.pid());
      long killed = System.nanoTime();
      writer.get(30, TimeUnit.SECONDS);
      var found = textOnceItIsBack(database, "select count(*) from written");

      assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(BACK);
      assertThat(Long.parseLong(found)).isGreaterThanOrEqualTo(acknowledged.get());
    }
  }

  @Test
  void aServerLeftBehindIsAdoptedAndItsOtherSessionsEnd() throws Exception {
    var left = LeftBehind.start(settings().postgres());
    var address = left.address();
    try (var stale =
        DriverManager.getConnection(address.url(), address.user(), address.password())) {
      stale.setAutoCommit(false);

      try (var postgres = EmbeddedPostgres.start(settings().postgres())) {
        assertThat(postgres.pid()).isEqualTo(left.pid());
        assertThatThrownBy(() -> text(stale, "select 1")).isInstanceOf(SQLException.class);
        assertThat(text(postgres.address(), "select 1")).isEqualTo("1");
      }
    }
    assertThat(ProcessHandle.of(left.pid()).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void aServerThatThePasswordDoesNotOpenIsLeftAlone() throws Exception {
    var left = LeftBehind.start(settings().postgres());
    var password = settings().postgres().passwordFile();
    var right = Files.readString(password);
    Files.writeString(password, "another");

    assertThatThrownBy(() -> EmbeddedPostgres.start(settings().postgres()))
        .hasMessageContaining("does not open");

    assertThat(ProcessHandle.of(left.pid()).filter(ProcessHandle::isAlive)).isPresent();
    Files.writeString(password, right);
    EmbeddedPostgres.start(settings().postgres()).close();
  }

  @Test
  void aStaleProcessNumberOfSomebodyElseDoesNotHinderIt() throws Exception {
    EmbeddedPostgres.start(settings().postgres()).close();
    var file = settings().postgres().data().resolve("postmaster.pid");
    Files.writeString(
        file,
        ProcessHandle.current().pid() + "\n" + settings().postgres().data() + "\n1\n1\n\n\n\n");

    try (var postgres = EmbeddedPostgres.start(settings().postgres())) {
      assertThat(text(postgres.address(), "select 1")).isEqualTo("1");
    }
  }

  @Test
  void filesOfAnotherMajorVersionAreRefusedWithTheWayOut() throws Exception {
    EmbeddedPostgres.start(settings().postgres()).close();
    Files.writeString(settings().postgres().data().resolve("PG_VERSION"), "17\n");

    assertThatThrownBy(() -> EmbeddedPostgres.start(settings().postgres()))
        .hasMessageContaining("PostgreSQL 17")
        .hasMessageContaining("gstacks-journal export");
  }

  private PersistenceSettings settings() {
    return TestPostgres.settings(home);
  }

  private static void kill(long pid) throws Exception {
    new ProcessBuilder("kill", "-9", String.valueOf(pid)).start().waitFor();
  }

  private static void writeUntilItFails(Database database, AtomicLong acknowledged) {
    try (var connection = database.pool().getConnection();
        var insert = connection.prepareStatement("insert into written values (1)")) {
      while (true) {
        insert.executeUpdate();
        acknowledged.incrementAndGet();
      }
    } catch (SQLException _) {
      // it was killed, as planned
    }
  }

  private static String textOnceItIsBack(Database database, String sql) {
    long deadline = System.nanoTime() + BACK.multipliedBy(4).toNanos();
    var found = Optional.<String>empty();
    while (found.isEmpty() && System.nanoTime() < deadline) {
      try (var connection = database.pool().getConnection()) {
        found = Optional.of(text(connection, sql));
      } catch (SQLException _) {
        Thread.onSpinWait(); // the pool itself waits for the server
      }
    }
    return found.orElseThrow();
  }

  private static void execute(DatabaseAddress address, String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection(address.url(), address.user(), address.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String text(DatabaseAddress address, String sql) throws SQLException {
    try (var connection =
        DriverManager.getConnection(address.url(), address.user(), address.password())) {
      return text(connection, sql);
    }
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
