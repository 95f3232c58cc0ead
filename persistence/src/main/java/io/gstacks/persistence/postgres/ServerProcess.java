package io.gstacks.persistence.postgres;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts and stops the process of a server on its directory. */
final class ServerProcess {
  /** What an acknowledged write stands on. Given last, so that no setting undoes it. */
  private static final Map<String, String> DURABLE =
      Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on");

  private final PostgresSettings settings;
  private final DataDirectory directory;
  private final ServerUser user;

  ServerProcess(PostgresSettings settings, DataDirectory directory, ServerUser user) {
    this.settings = settings;
    this.directory = directory;
    this.user = user;
  }

  ProcessHandle start(int port) {
    var command =
        new ArrayList<>(
            List.of(directory.program("postgres").toString(), "-D", directory.path().toString()));
    option(command, "listen_addresses", "127.0.0.1");
    option(command, "port", String.valueOf(port));
    option(command, "unix_socket_directories", "");
    option(command, "password_encryption", "scram-sha-256");
    settings.options().forEach((name, value) -> option(command, name, value));
    DURABLE.forEach((name, value) -> option(command, name, value));
    try {
      var process =
          new ProcessBuilder(user.command(command))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(settings.log().toFile()))
              .start();
      process.getOutputStream().close();
      return process.toHandle();
    } catch (IOException e) {
      throw new PostgresException("cannot start PostgreSQL: " + e.getMessage(), e);
    }
  }

  /**
   * Ends all sessions and writes everything; should that take too long, without writing, which
   * costs the next start its recovery and no data.
   */
  void stop(ProcessHandle process) {
    for (var mode : List.of("INT", "QUIT", "KILL")) {
      if (!process.isAlive()) {
        return;
      }
      Commands.succeeds(List.of("sh", "-c", "kill -%s %d".formatted(mode, process.pid())));
      try {
        process.onExit().get(settings.stopTimeout().toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException | ExecutionException _) {
        // a harder signal
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static void option(List<String> command, String name, String value) {
    command.add("-c");
    command.add(name + "=" + value);
  }
}
