package io.gstacks.agent.workspace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program of the host with fixed arguments, never a shell, and answers its output. */
final class Command {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private Command() {}

  static String run(String... command) throws IOException {
    var builder = new ProcessBuilder(List.of(command)).redirectErrorStream(true);
    builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    builder.environment().put("LC_ALL", "C");
    var process = builder.start();
    process.getOutputStream().close();
    try {
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new IOException(command[0] + " did not end");
      }
      if (process.exitValue() != 0) {
        throw new IOException(command[0] + " failed: " + output.strip());
      }
      return output;
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
