package io.gstacks.cli.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What the build knew about itself. Outside a git checkout branch and commit are {@code unknown}
 * and the count is 0.
 *
 * @param version {@code MAJOR.MINOR.<commit count>-<commit>}
 */
record Version(String version, String branch, String commit, long commitCount) {
  private static final String UNKNOWN = "unknown";

  static Version baked() {
    var properties = new Properties();
    try (var resource = Version.class.getResourceAsStream("/io/gstacks/cli/version.properties")) {
      if (resource != null) {
        properties.load(resource);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return of(properties);
  }

  static Version of(Properties properties) {
    var project = known(properties, "version", "0.0.0").replace("-SNAPSHOT", "");
    var commit = known(properties, "commit", UNKNOWN);
    var count = Long.parseLong(known(properties, "commit_count", "0"));
    var line = project.substring(0, Math.max(0, project.lastIndexOf('.')));
    return new Version(
        commit.equals(UNKNOWN) ? project : line + "." + count + "-" + commit,
        known(properties, "branch", UNKNOWN),
        commit,
        count);
  }

  private static String known(Properties properties, String name, String otherwise) {
    var value = properties.getProperty(name, "").strip();
    return value.isEmpty() ? otherwise : value;
  }

  String words() {
    return "gstacks %s%nbranch  %s%ncommit  %s%ncommits %d"
        .formatted(version, branch, commit, commitCount);
  }

  String json() {
    return "{\"version\":%s,\"branch\":%s,\"commit\":%s,\"commit_count\":%d}"
        .formatted(quoted(version), quoted(branch), quoted(commit), commitCount);
  }

  /** Git allows a quotation mark in the name of a branch, and neither backslash nor control. */
  private static String quoted(String text) {
    return '"' + text.replace("\"", "\\\"") + '"';
  }
}
