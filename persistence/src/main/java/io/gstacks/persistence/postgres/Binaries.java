package io.gstacks.persistence.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

/** The server's programs, unpacked once for each version from the artifact on our class path. */
record Binaries(Path directory) {
  /** Of the artifact in the root pom; a test compares it with what the server says. */
  static final String VERSION = "18.4";

  static final int MAJOR = 18;

  static Binaries unpack(Path server) throws IOException {
    var directory = server.resolve("postgres-" + VERSION);
    if (Files.notExists(directory)) {
      var draft = server.resolve("postgres-" + VERSION + ".unpacking");
      Trees.delete(draft);
      Files.createDirectories(draft);
      var archive = "/postgres-linux-" + architecture() + ".txz";
      try (var xz = Xz.open();
          var packed = Binaries.class.getResourceAsStream(archive)) {
        if (packed == null) {
          throw new PostgresException("no PostgreSQL for this machine: " + archive + " is missing");
        }
        Commands.run(
            List.of("tar", "--no-same-owner", "-x", "-C", draft.toString()), xz.unpacked(packed));
      }
      Files.move(draft, directory, StandardCopyOption.ATOMIC_MOVE);
    }
    return new Binaries(directory);
  }

  Path program(String name) {
    return directory.resolve("bin").resolve(name);
  }

  private static String architecture() {
    var name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return switch (name) {
      case "amd64", "x86_64" -> "x86_64";
      case "aarch64", "arm64" -> "arm_64";
      default -> throw new PostgresException("no embedded PostgreSQL for " + name);
    };
  }
}
