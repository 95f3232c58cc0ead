package io.gstacks.persistence.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * As whom PostgreSQL runs: as we do, unless we are root, which it refuses; then as a system user of
 * its own, by {@code setpriv} of util-linux, which every Debian has.
 *
 * <p>That user must reach our directory. Where a directory above it is closed to others (a home
 * below {@code /root}), its programs run in a mount namespace of their own, in which an empty
 * directory stands in the closed one's place and leads to ours; nothing else below it is there.
 */
final class ServerUser {
  /** Arguments: our directory, the closed one above it, and the command. */
  private static final String PASSAGE =
      "mount --bind \"$1\" /mnt && mount -t tmpfs -o mode=755 passage \"$2\" && mkdir -p \"$1\""
          + " && mount --move /mnt \"$1\" && shift 2 && exec \"$@\"";

  private static final Logger log = LoggerFactory.getLogger(ServerUser.class);

  private final Optional<String> name;
  private List<String> passage = List.of();

  private ServerUser(Optional<String> name) {
    this.name = name;
  }

  static ServerUser of(String systemUser) {
    if (!"root".equals(System.getProperty("user.name"))) {
      return new ServerUser(Optional.empty());
    }
    var make = List.of("useradd", "--system", "--no-create-home", "--user-group", systemUser);
    if (!exists(systemUser) && !Commands.succeeds(make) && !exists(systemUser)) {
      throw new PostgresException(
          "PostgreSQL does not run as root and its user could not be made; make it: "
              + String.join(" ", make));
    }
    return new ServerUser(Optional.of(systemUser));
  }

  /** The command as that user, in a session of its own so that a terminal's ^C is not its. */
  List<String> command(List<String> command) {
    var whole = new ArrayList<>(passage);
    whole.add("setsid");
    name.ifPresent(user ->
        whole.addAll(List.of("setpriv", "--reuid", user, "--regid", user, "--clear-groups")));
    whole.addAll(command);
    return whole;
  }

  /** Gives what we made to that user. */
  void own(Path path) throws IOException {
    if (name.isPresent()) {
      var users = path.getFileSystem().getUserPrincipalLookupService();
      var view =
          Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
      view.setGroup(users.lookupPrincipalByGroupName(name.get()));
      view.setOwner(users.lookupPrincipalByName(name.get()));
    }
  }

  /** Opens the directories that are ours to passing through, and makes a way past those above. */
  void letThrough(Path home, Path server) throws IOException {
    if (name.isEmpty()) {
      return;
    }
    for (var directory : List.of(home, server)) {
      var permissions = Files.getPosixFilePermissions(directory);
      if (permissions.add(PosixFilePermission.OTHERS_EXECUTE)) {
        Files.setPosixFilePermissions(directory, permissions);
      }
    }
    var closed = closedAbove(home.toRealPath());
    if (closed.isPresent()) {
      passAround(closed.get(), server);
    }
  }

  private void passAround(Path closed, Path server) {
    passage =
        List.of(
            "unshare",
            "--mount",
            "--propagation",
            "private",
            "sh",
            "-c",
            PASSAGE,
            "sh",
            server.toString(),
            closed.toString());
    if (!Commands.succeeds(command(List.of("test", "-x", server.toString())))) {
      throw new PostgresException(
          "the database's user %s cannot pass %s: open it (chmod o+x), or choose another GSTACKS_HOME"
              .formatted(name.orElseThrow(), closed));
    }
    log.atInfo()
        .addKeyValue("directory", closed)
        .log("a directory above is closed to the database's user; it gets a mount namespace");
  }

  /** The topmost directory above that others may not pass. */
  private static Optional<Path> closedAbove(Path home) throws IOException {
    var above = Stream.iterate(home, path -> path != null, Path::getParent).toList().reversed();
    for (var directory : above) {
      if (!Files.getPosixFilePermissions(directory).contains(PosixFilePermission.OTHERS_EXECUTE)) {
        return Optional.of(directory);
      }
    }
    return Optional.empty();
  }

  private static boolean exists(String user) {
    return Commands.succeeds(List.of("id", user));
  }
}
