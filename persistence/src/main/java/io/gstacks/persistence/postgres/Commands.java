package io.gstacks.persistence.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs short programs of the operating system to their end. */
final class Commands {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private Commands() {}

  static boolean succeeds(List<String> command) {
    try {
      run(command, InputStream.nullInputStream());
      return true;
    } catch (PostgresException _) {
      return false;
    }
  }

  static void run(List<String> command) {
    run(command, InputStream.nullInputStream());
  }

  /** Throws with the program's own words when it fails. */
  static void run(List<String> command, InputStream input) {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (var stdin = process.getOutputStream()) {
        input.transferTo(stdin);
      }
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new PostgresException(command.getFirst() + " did not end in " + LONGEST);
      }
      if (process.exitValue() != 0) {
        throw new PostgresException(
            "%s failed (%d): %s".formatted(String.join(" ", command), process.exitValue(), output));
      }
    } catch (IOException e) {
      throw new PostgresException("cannot run " + command.getFirst() + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PostgresException("interrupted while " + command.getFirst() + " ran", e);
    }
  }
}
