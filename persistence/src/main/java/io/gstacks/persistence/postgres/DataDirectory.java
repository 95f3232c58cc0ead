package io.gstacks.persistence.postgres;

import io.gstacks.persistence.Ulid;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/**
 * The database's files. They are locked before anything looks at them, and made under another name
 * first, so that a kill leaves either none or whole ones.
 */
final class DataDirectory implements AutoCloseable {
  private final PostgresSettings settings;
  private final Binaries binaries;
  private final ServerUser user;
  private final FileChannel lock;

  private DataDirectory(
      PostgresSettings settings, Binaries binaries, ServerUser user, FileChannel lock) {
    this.settings = settings;
    this.binaries = binaries;
    this.user = user;
    this.lock = lock;
  }

  /** Locks, and makes what is missing. */
  static DataDirectory open(PostgresSettings settings, ServerUser user) throws IOException {
    Files.createDirectories(settings.server());
    Files.createDirectories(settings.log().toAbsolutePath().getParent());
    var lock = lock(settings.server().resolve("postgres.lock"));
    try {
      user.letThrough(settings.home(), settings.server());
      var directory = new DataDirectory(settings, Binaries.unpack(settings.server()), user, lock);
      directory.initialise();
      return directory;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  Path path() {
    return settings.data();
  }

  Path program(String name) {
    return binaries.program(name);
  }

  String password() throws IOException {
    return Files.readString(settings.passwordFile());
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  private static FileChannel lock(Path file) throws IOException {
    var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException _) {
      // The same answer: it is taken, by this very process.
    }
    channel.close();
    throw new PostgresException(
        "another gstacks-server uses " + file.getParent() + "; stop it, or set GSTACKS_HOME");
  }

  private void initialise() throws IOException {
    if (Files.exists(path())) {
      refuseOtherVersion();
      return;
    }
    var secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    writePassword(HexFormat.of().formatHex(secret));
    var draft = settings.server().resolve("postgres.new");
    Trees.delete(draft);
    Files.createDirectory(draft);
    user.own(draft);
    initdb(draft);
    Files.move(draft, path(), StandardCopyOption.ATOMIC_MOVE);
  }

  private void initdb(Path draft) throws IOException {
    var passwordForInitdb = settings.server().resolve("initdb." + Ulid.next());
    try {
      Files.createFile(passwordForInitdb, ownerOnly());
      Files.writeString(passwordForInitdb, password());
      user.own(passwordForInitdb);
      Commands.run(
          user.command(
              List.of(
                  program("initdb").toString(),
                  "--pgdata=" + draft,
                  "--username=" + EmbeddedPostgres.USER,
                  "--pwfile=" + passwordForInitdb,
                  "--auth=scram-sha-256",
                  "--encoding=UTF8",
                  "--locale=C",
                  "--data-checksums",
                  "--sync-method=syncfs")));
    } finally {
      Files.deleteIfExists(passwordForInitdb);
    }
  }

  private void refuseOtherVersion() throws IOException {
    var version = Files.readString(path().resolve("PG_VERSION")).strip();
    if (!version.equals(String.valueOf(Binaries.MAJOR))) {
      throw new PostgresException(
          "%s was written by PostgreSQL %s and this is %d: with the gstacks that wrote it run `gstacks-journal export`, move the directory away, start this one, and run `gstacks-journal import`"
              .formatted(path(), version, Binaries.MAJOR));
    }
  }

  private void writePassword(String password) throws IOException {
    var file = settings.passwordFile();
    Files.createDirectories(file.getParent());
    Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("rwx------"));
    Files.deleteIfExists(file);
    Files.createFile(file, ownerOnly());
    try (var out = new RandomAccessFile(file.toFile(), "rwd")) {
      out.writeBytes(password);
    }
  }

  private static FileAttribute<?> ownerOnly() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  }
}
