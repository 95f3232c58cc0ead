package io.gstacks.persistence.postgres;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the database is and how it is used: {@code gstacks.persistence} of the configuration.
 *
 * @param home {@code GSTACKS_HOME}, the directory of the installation
 * @param external the database elsewhere; empty for the embedded one
 */
public record PersistenceSettings(
    Path home, Optional<DatabaseAddress> external, PoolSettings pool, PostgresSettings postgres) {
  public static PersistenceSettings from(Config root) {
    var config = root.getConfig("gstacks.persistence");
    var home = home(root.getString("gstacks.home"));
    return new PersistenceSettings(
        home,
        external(config.getConfig("database")),
        PoolSettings.from(config.getConfig("pool")),
        PostgresSettings.from(home, config.getConfig("postgres")));
  }

  /** The key-encryption keys of {@link io.gstacks.persistence.sealed.FileKeyEncryption}. */
  public Path keyFile() {
    return home.resolve("server").resolve("keys").resolve("kek");
  }

  private static Path home(String configured) {
    if (!configured.isBlank()) {
      return Path.of(configured).toAbsolutePath().normalize();
    }
    return "root".equals(System.getProperty("user.name"))
        ? Path.of("/var/lib/gstacks")
        : Path.of(System.getProperty("user.home"), ".local", "share", "gstacks");
  }

  private static Optional<DatabaseAddress> external(Config config) {
    var url = config.getString("url");
    return url.isBlank()
        ? Optional.empty()
        : Optional.of(
            new DatabaseAddress(
                url.startsWith("jdbc:") ? url : "jdbc:" + url,
                config.getString("user"),
                config.getString("password")));
  }
}
