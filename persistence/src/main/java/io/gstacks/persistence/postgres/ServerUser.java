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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * As whom PostgreSQL runs: as we do, unless we are root, which it refuses; then as a system user of
 * its own, by {@code setpriv} of util-linux, which every Debian has.
 */
final class ServerUser {
  private static final Logger log = LoggerFactory.getLogger(ServerUser.class);

  private final Optional<String> name;
  private boolean mustSearch;

  private ServerUser(Optional<String> name) {
    this.name = name;
  }

  static ServerUser of(String systemUser) {
    if (!"root".equals(System.getProperty("user.name"))) {
      return new ServerUser(Optional.empty());
    }
    if (!exists(systemUser)
        && !Commands.succeeds(
            List.of("useradd", "--system", "--no-create-home", "--user-group", systemUser))
        && !exists(systemUser)) {
      throw new PostgresException(
          "PostgreSQL does not run as root and the system user %s could not be made; make it (useradd --system %s)"
              .formatted(systemUser, systemUser));
    }
    return new ServerUser(Optional.of(systemUser));
  }

  private static boolean exists(String user) {
    return Commands.succeeds(List.of("id", user));
  }

  /** The command as that user, in a session of its own so that a terminal's ^C is not its. */
  List<String> command(List<String> command) {
    var whole = new ArrayList<String>();
    whole.add("setsid");
    name.ifPresent(user -> {
      whole.addAll(List.of("setpriv", "--reuid", user, "--regid", user, "--clear-groups"));
      if (mustSearch) {
        whole.addAll(
            List.of("--inh-caps", "+dac_read_search", "--ambient-caps", "+dac_read_search"));
      }
    });
    whole.addAll(command);
    return whole;
  }

  /** Gives what we made to that user. */
  void own(Path path) throws IOException {
    if (name.isPresent()) {
      var user = path.getFileSystem().getUserPrincipalLookupService();
      var view =
          Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
      view.setGroup(user.lookupPrincipalByGroupName(name.get()));
      view.setOwner(user.lookupPrincipalByName(name.get()));
    }
  }

  /**
   * Lets it through directories that are ours. Where one above them is closed to it (a home below
   * {@code /root}), it may search directories that it could not otherwise, and nothing else of
   * root's.
   */
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
    var look = List.of("test", "-x", server.toString() + "/.");
    if (!Commands.succeeds(command(look))) {
      mustSearch = true;
      log.atWarn()
          .addKeyValue("directory", home)
          .log("a parent directory is closed to the database's user; it gets CAP_DAC_READ_SEARCH");
      if (!Commands.succeeds(command(look))) {
        throw new PostgresException(
            "user %s cannot reach %s: open its parent directories (chmod o+x), or choose another GSTACKS_HOME"
                .formatted(name.get(), server));
      }
    }
  }
}
