package io.gstacks.persistence.sealed;

import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.Ulid;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKey;
import javax.sql.DataSource;

/**
 * Seals and opens secrets: AES-256-GCM under a data key of the tenant (or of the installation, for
 * an empty tenant), which stands in table {@code sealed_key}, wrapped by a {@link KeyEncryption}.
 *
 * <p>Data keys are stored and not derived from the key-encryption key, so that rotating the latter
 * rewrites a few rows and no event. The first use of a tenant's key on a node reads the table; call
 * it where a database call of milliseconds may block.
 *
 * <p>Known limit: each tenant has one data key for ever; at 2^32 secrets it should have another.
 */
public final class Keyring {
  private static final String INSTALLATION = "installation";

  private final DataSource database;
  private final KeyEncryption encryption;
  private final Map<String, DataKey> current = new ConcurrentHashMap<>();
  private final Map<String, DataKey> byId = new ConcurrentHashMap<>();

  private record DataKey(String id, String owner, SecretKey secret) {}

  public Keyring(DataSource database, KeyEncryption encryption) {
    this.database = database;
    this.encryption = encryption;
  }

  public Sealed seal(Optional<TenantId> tenant, byte[] plain) {
    var owner = owner(tenant);
    var key = current.computeIfAbsent(owner, this::currentKey);
    byId.putIfAbsent(key.id(), key);
    var box = Aes.seal(key.secret(), plain, owner);
    return new Sealed("1:" + key.id() + ":" + Base64.getEncoder().encodeToString(box));
  }

  public Sealed seal(Optional<TenantId> tenant, String plain) {
    return seal(tenant, plain.getBytes(StandardCharsets.UTF_8));
  }

  /** Throws {@link IllegalArgumentException} for what was sealed for another tenant, or forged. */
  public byte[] open(Optional<TenantId> tenant, Sealed sealed) {
    var key = byId.computeIfAbsent(sealed.keyId(), this::keyById);
    var owner = owner(tenant);
    if (!key.owner().equals(owner)) {
      throw new IllegalArgumentException("this was not sealed for " + owner);
    }
    return Aes.open(key.secret(), Base64.getDecoder().decode(sealed.box()), owner);
  }

  public String openText(Optional<TenantId> tenant, Sealed sealed) {
    return new String(open(tenant, sealed), StandardCharsets.UTF_8);
  }

  /** Puts every data key under the present key-encryption key; returns how many were not yet. */
  public int rewrap() {
    return inTransaction(connection -> {
      int rewrapped = 0;
      try (var stale =
              connection.prepareStatement(
                  "select id, owner, kek, wrapped from sealed_key where kek <> ? for update");
          var update =
              connection.prepareStatement(
                  "update sealed_key set kek = ?, wrapped = ? where id = ?")) {
        stale.setString(1, encryption.current());
        var rows = stale.executeQuery();
        while (rows.next()) {
          var context = context(rows.getString("id"), rows.getString("owner"));
          var secret = encryption.unwrap(rows.getString("kek"), rows.getBytes("wrapped"), context);
          update.setString(1, encryption.current());
          update.setBytes(2, encryption.wrap(secret, context));
          update.setString(3, rows.getString("id"));
          rewrapped += update.executeUpdate();
        }
      }
      return rewrapped;
    });
  }

  private DataKey currentKey(String owner) {
    return inTransaction(connection -> {
      var found = select(connection, "owner = ?", owner);
      if (found.isPresent()) {
        return found.get();
      }
      insert(connection, owner);
      // Another node may have been first: what the table says counts.
      return select(connection, "owner = ?", owner).orElseThrow();
    });
  }

  private DataKey keyById(String id) {
    return inTransaction(connection -> select(connection, "id = ?", id))
        .orElseThrow(() -> new IllegalArgumentException("no data key " + id));
  }

  private Optional<DataKey> select(Connection connection, String where, String value)
      throws SQLException {
    try (var query =
        connection.prepareStatement(
            "select id, owner, kek, wrapped from sealed_key where " + where)) {
      query.setString(1, value);
      var row = query.executeQuery();
      if (!row.next()) {
        return Optional.empty();
      }
      var id = row.getString("id");
      var owner = row.getString("owner");
      return Optional.of(
          new DataKey(
              id,
              owner,
              Aes.key(
                  encryption.unwrap(
                      row.getString("kek"), row.getBytes("wrapped"), context(id, owner)))));
    }
  }

  private void insert(Connection connection, String owner) throws SQLException {
    var id = Ulid.next();
    try (var insert =
        connection.prepareStatement(
            "insert into sealed_key (id, owner, kek, wrapped) values (?, ?, ?, ?)"
                + " on conflict (owner) do nothing")) {
      insert.setString(1, id);
      insert.setString(2, owner);
      insert.setString(3, encryption.current());
      insert.setBytes(4, encryption.wrap(Aes.freshKey().getEncoded(), context(id, owner)));
      insert.executeUpdate();
    }
  }

  private <T> T inTransaction(Work<T> work) {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        var result = work.on(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the data keys cannot be read", e);
    }
  }

  @FunctionalInterface
  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private static String context(String id, String owner) {
    return id + "/" + owner;
  }

  private static String owner(Optional<TenantId> tenant) {
    return tenant.map(TenantId::value).orElse(INSTALLATION);
  }
}
