package io.gstacks.persistence.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The server that {@code postmaster.pid} in a data directory speaks of.
 *
 * @param port where it listens
 */
record Postmaster(ProcessHandle process, int port) {
  private static final int PID = 0;
  private static final int PORT = 3;

  /** No process has it: the kernel's largest is 4194304. */
  private static final String NOBODY = "2000000000";

  /**
   * One that a killed control plane left behind: it lives, runs our program, and on this directory.
   * A process that merely has the number of a dead server's is not one.
   */
  static Optional<Postmaster> leftBehind(DataDirectory directory) throws IOException {
    var file = directory.path().resolve("postmaster.pid");
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    var lines = Files.readAllLines(file);
    var process = ProcessHandle.of(Long.parseLong(lines.get(PID).strip()));
    if (process.isEmpty()) {
      return Optional.empty();
    }
    if (!isOurs(process.get(), directory)) {
      forget(file, lines);
      return Optional.empty();
    }
    if (lines.size() <= PORT) {
      throw new PostgresException("a server is just starting on " + directory.path());
    }
    return Optional.of(new Postmaster(process.get(), Integer.parseInt(lines.get(PORT).strip())));
  }

  private static boolean isOurs(ProcessHandle process, DataDirectory directory) {
    var command = commandLine(process.pid());
    return command.size() > 2
        && command.get(0).equals(directory.program("postgres").toString())
        && command.contains(directory.path().toString());
  }

  private static List<String> commandLine(long pid) {
    try {
      return List.of(Files.readString(Path.of("/proc/" + pid + "/cmdline")).split("\0"));
    } catch (IOException _) {
      return List.of(); // it has just ended
    }
  }

  /**
   * Its number was given to another process, for which PostgreSQL would refuse to start. The rest
   * of the file stays: by it PostgreSQL sees whether children of the dead server still work.
   */
  private static void forget(Path file, List<String> lines) throws IOException {
    var corrected = new ArrayList<>(lines);
    corrected.set(PID, NOBODY);
    Files.write(file, corrected);
  }
}
