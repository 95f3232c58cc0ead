package io.gstacks.persistence.postgres;

import java.io.IOException;
import java.sql.SQLException;

/** A server whose control plane is gone: what a kill -9 leaves. */
record LeftBehind(long pid, DatabaseAddress address) {
  static LeftBehind start(PostgresSettings settings) throws IOException, SQLException {
    EmbeddedPostgres.start(settings).close();
    var user = ServerUser.of(settings.systemUser());
    try (var directory = DataDirectory.open(settings, user)) {
      int port = EmbeddedPostgres.freePort();
      var process = new ServerProcess(settings, directory, user).start(port);
      var address =
          DatabaseAddress.loopback(
              port, EmbeddedPostgres.DATABASE, EmbeddedPostgres.USER, directory.password());
      ServerLogin.await(address, process, settings).close();
      return new LeftBehind(process.pid(), address);
    }
  }
}
