package io.gstacks.persistence.testkit;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.gstacks.persistence.journal.PersistenceConfig;
import io.gstacks.persistence.postgres.Database;
import io.gstacks.persistence.postgres.DatabaseAddress;
import io.gstacks.persistence.postgres.EmbeddedPostgres;
import io.gstacks.persistence.postgres.PersistenceSettings;
import io.gstacks.persistence.postgres.PoolSettings;
import io.gstacks.persistence.postgres.PostgresSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The real embedded PostgreSQL for tests: one server for each JVM, started at first use in about
 * two seconds in a temporary directory, gone at exit; a database of its own, migrated, for each
 * caller, copied from a template in some 50 ms.
 *
 * <pre>
 * private static final Database DATABASE = TestPostgres.database();
 * private static final ActorTestKit ACTORS = ActorTestKit.create(TestPostgres.config(DATABASE));
 * </pre>
 */
public final class TestPostgres {
  private static final String TEMPLATE = "gstacks";
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private TestPostgres() {}

  /** A fresh, migrated database with a pool; close it after the test class. */
  public static Database database() {
    return Database.at(fresh(), pool());
  }

  /** What an actor system needs to keep its journal in this database. */
  public static Config config(Database database) {
    return config(database.address());
  }

  public static Config config(DatabaseAddress address) {
    return PersistenceConfig.of(address).withFallback(ConfigFactory.load());
  }

  /** A fresh, migrated database. */
  public static DatabaseAddress fresh() {
    var name = "test_" + NUMBER.incrementAndGet();
    var server = Server.ADDRESS;
    var maintenance = server.database("postgres");
    try (var connection =
            DriverManager.getConnection(
                maintenance.url(), maintenance.user(), maintenance.password());
        var statement = connection.createStatement()) {
      statement.execute("create database " + name + " template " + TEMPLATE);
    } catch (SQLException e) {
      throw new IllegalStateException("no test database", e);
    }
    return server.database(name);
  }

  public static PoolSettings pool() {
    return PoolSettings.from(ConfigFactory.load().getConfig("gstacks.persistence.pool"));
  }

  /** Settings for an installation of its own below {@code home}. */
  public static PersistenceSettings settings(Path home) {
    return PersistenceSettings.from(
        ConfigFactory.parseString(
                """
                gstacks.persistence.postgres.options { max_connections = 400, shared_buffers = 64MB }
                """)
            .withFallback(ConfigFactory.parseMap(Map.of("gstacks.home", home.toString())))
            .withFallback(ConfigFactory.load()));
  }

  private static final class Server {
    static final DatabaseAddress ADDRESS = start();

    private static DatabaseAddress start() {
      try {
        Abandoned.remove();
        var home = Files.createTempDirectory(Abandoned.PREFIX);
        var postgres = EmbeddedPostgres.start(hasty(settings(home).postgres()));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(postgres, home)));
        Database.at(postgres.address(), pool()).close();
        return postgres.address();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Its files are deleted right after, so the end need not write them. */
    private static PostgresSettings hasty(PostgresSettings settings) {
      return new PostgresSettings(
          settings.home(),
          settings.systemUser(),
          settings.startTimeout(),
          Duration.ofMillis(200),
          settings.watchEvery(),
          settings.restartPauseMin(),
          settings.restartPauseMax(),
          settings.options());
    }

    private static void stop(EmbeddedPostgres postgres, Path home) {
      postgres.close();
      Abandoned.delete(home);
    }
  }
}
