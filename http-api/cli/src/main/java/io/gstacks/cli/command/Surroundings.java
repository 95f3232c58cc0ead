package io.gstacks.cli.command;

import io.gstacks.cli.api.ApiSettings;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a process stands in: environment, streams, and whether a person watches standard error.
 *
 * @param watched whether standard error is a terminal
 */
public record Surroundings(
    Map<String, String> environment,
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean watched,
    ApiSettings settings) {

  /** The launcher sets it when standard error is a terminal; Java alone cannot tell. */
  private static final String WATCHED = "gstacks.stderr-is-terminal";

  private static final int BUFFER = 1 << 16;

  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /** UTF-8 whatever the locale says: the API speaks it, and so do the processes in sandboxes. */
  public static Surroundings ofProcess() {
    return new Surroundings(
        System.getenv(),
        System.in,
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        Boolean.getBoolean(WATCHED),
        ApiSettings.standard());
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    var file = new BufferedOutputStream(new FileOutputStream(descriptor), BUFFER);
    return new PrintStream(file, false, StandardCharsets.UTF_8);
  }
}
