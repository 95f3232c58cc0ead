package io.gstacks.persistence.testkit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;

/** Servers of test JVMs that were killed, and so could not clean up: the next JVM does. */
final class Abandoned {
  static final String PREFIX = "gstacks-test-postgres-";

  private Abandoned() {}

  static void remove() throws IOException {
    var temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (var homes = Files.newDirectoryStream(temporary, PREFIX + "*")) {
      for (var home : homes) {
        removeUnlessLocked(home);
      }
    }
  }

  static void delete(Path home) {
    try (var paths = Files.walk(home)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException _) {
      // another JVM removes it too
    }
  }

  private static void removeUnlessLocked(Path home) throws IOException {
    var file = home.resolve("server").resolve("postgres.lock");
    if (Files.notExists(file)) {
      return;
    }
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      if (channel.tryLock() != null) {
        stopServer(home);
        delete(home);
      }
    }
  }

  private static void stopServer(Path home) throws IOException {
    var pidFile = home.resolve("server").resolve("postgres").resolve("postmaster.pid");
    List<String> lines = Files.exists(pidFile) ? Files.readAllLines(pidFile) : List.of();
    if (lines.isEmpty()) {
      return;
    }
    ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
        .filter(process -> runsBelow(process, home))
        .ifPresent(process -> {
          process.destroyForcibly();
          process.onExit().join();
        });
  }

  private static boolean runsBelow(ProcessHandle process, Path home) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
          .contains(home.toString());
    } catch (IOException _) {
      return false;
    }
  }
}
