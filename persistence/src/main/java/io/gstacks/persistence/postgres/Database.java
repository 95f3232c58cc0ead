package io.gstacks.persistence.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * The database of this process, embedded or elsewhere, its schema up to date, and a pool of
 * connections to it for everything but the journal's writer, which has its own.
 */
public final class Database implements AutoCloseable {
  private final Optional<EmbeddedPostgres> embedded;
  private final DatabaseAddress address;
  private final HikariDataSource pool;

  private Database(
      Optional<EmbeddedPostgres> embedded, DatabaseAddress address, HikariDataSource pool) {
    this.embedded = embedded;
    this.address = address;
    this.pool = pool;
  }

  /** Starts or reaches the database and migrates it with every {@code db/migration} there is. */
  public static Database open(PersistenceSettings settings) {
    if (settings.external().isPresent()) {
      return new Database(
          Optional.empty(),
          settings.external().get(),
          migrated(settings.external().get(), settings.pool()));
    }
    var postgres = EmbeddedPostgres.start(settings.postgres());
    try {
      return new Database(
          Optional.of(postgres), postgres.address(), migrated(postgres.address(), settings.pool()));
    } catch (RuntimeException e) {
      postgres.close();
      throw e;
    }
  }

  /** A pool on a database that is there already, migrated: for tests and tools. */
  public static Database at(DatabaseAddress address, PoolSettings settings) {
    return new Database(Optional.empty(), address, migrated(address, settings));
  }

  public DataSource pool() {
    return pool;
  }

  public DatabaseAddress address() {
    return address;
  }

  public Optional<EmbeddedPostgres> embedded() {
    return embedded;
  }

  @Override
  public void close() {
    pool.close();
    embedded.ifPresent(EmbeddedPostgres::close);
  }

  private static HikariDataSource migrated(DatabaseAddress address, PoolSettings settings) {
    var pool = pool(address, settings);
    try {
      Flyway.configure()
          .dataSource(pool)
          .locations("classpath:db/migration")
          .outOfOrder(true)
          .load()
          .migrate();
      return pool;
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  private static HikariDataSource pool(DatabaseAddress address, PoolSettings settings) {
    var config = new HikariConfig();
    config.setPoolName("gstacks");
    config.setJdbcUrl(address.url());
    config.setUsername(address.user());
    config.setPassword(address.password());
    config.setMaximumPoolSize(settings.size());
    config.setMinimumIdle(Math.min(2, settings.size()));
    config.setConnectionTimeout(settings.connectionTimeout().toMillis());
    config.setValidationTimeout(settings.connectionTimeout().toMillis() / 2);
    ConnectionProperties.of(settings).forEach(config::addDataSourceProperty);
    return new HikariDataSource(config);
  }
}
