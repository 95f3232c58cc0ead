package io.gstacks.cli;

import io.gstacks.cli.api.ApiSettings;
import io.gstacks.cli.command.Gstacks;
import io.gstacks.cli.command.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Runs the command as a process would, with streams that a test can read. */
public final class Terminal {
  /** How a run ended and what it printed. */
  public record Ran(int code, String out, String err) {}

  /** Retries and looks follow each other at once; silence is short. */
  public static final ApiSettings HASTY =
      new ApiSettings(
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          3,
          Duration.ofMillis(1),
          Duration.ofMillis(1),
          Duration.ofMillis(2));

  private final Map<String, String> environment = new HashMap<>();
  private String input = "";
  private boolean watched;

  /** Logged in by environment. */
  public static Terminal at(FakeControlPlane plane) {
    return new Terminal()
        .with("GSTACKS_BASE_URL", plane.address())
        .with("GSTACKS_API_KEY", "gsk_test");
  }

  public Terminal with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  public Terminal typing(String text) {
    input = text;
    return this;
  }

  public Terminal watched() {
    watched = true;
    return this;
  }

  public Surroundings surroundings(OutputStream out, OutputStream err) {
    return new Surroundings(
        environment,
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
        new PrintStream(out, false, StandardCharsets.UTF_8),
        new PrintStream(err, false, StandardCharsets.UTF_8),
        watched,
        HASTY);
  }

  public Ran run(String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int code = Gstacks.run(surroundings(out, err), arguments);
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
