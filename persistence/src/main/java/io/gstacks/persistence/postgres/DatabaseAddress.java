package io.gstacks.persistence.postgres;

/** Where a database is and who may enter. Printing it shows no password. */
public record DatabaseAddress(String url, String user, String password) {
  public DatabaseAddress {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException("not the JDBC URL of a PostgreSQL: " + url);
    }
  }

  static DatabaseAddress loopback(int port, String database, String user, String password) {
    return new DatabaseAddress(
        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database), user, password);
  }

  /** The same server, another database. */
  public DatabaseAddress database(String name) {
    return new DatabaseAddress(
        url.replaceFirst("/[^/?]*(\\?|$)", "/" + name + "$1"), user, password);
  }

  @Override
  public String toString() {
    return url + " as " + user;
  }
}
