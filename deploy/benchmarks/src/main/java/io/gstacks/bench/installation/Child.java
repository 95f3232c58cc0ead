package io.gstacks.bench.installation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that the bench started and stops. */
public final class Child implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(40);

  private final Process process;
  private final Path log;
  private final long startedNanos;

  private Child(Process process, Path log, long startedNanos) {
    this.process = process;
    this.log = log;
    this.startedNanos = startedNanos;
  }

  static Child start(List<String> command, Map<String, String> environment, Path log)
      throws IOException {
    Files.createDirectories(log.toAbsolutePath().getParent());
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    long started = System.nanoTime();
    var process = builder.start();
    process.getOutputStream().close();
    return new Child(process, log, started);
  }

  public long pid() {
    return process.pid();
  }

  public long nanosSinceStart() {
    return System.nanoTime() - startedNanos;
  }

  /** Throws, with the end of its log, when it has ended by itself. */
  void requireAlive() throws IOException {
    if (!process.isAlive()) {
      throw new ChildEndedException(
          "%s ended with %d: %s".formatted(log.getFileName(), process.exitValue(), lastLine()));
    }
  }

  /** SIGTERM and its time to end; then SIGKILL. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
        Progress.say("pid %d does not end: killing it".formatted(pid()));
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private String lastLine() throws IOException {
    var lines = Files.readAllLines(log);
    return lines.isEmpty() ? "it said nothing" : lines.getLast();
  }
}
