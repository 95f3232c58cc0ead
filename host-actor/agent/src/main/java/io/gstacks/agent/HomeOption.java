package io.gstacks.agent;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The state directory, which every command but {@code version} works on. */
final class HomeOption {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description =
          "State directory (default: $$GSTACKS_HOME/agent, else /var/lib/gstacks/agent as root,"
              + " else ~/.local/share/gstacks/agent).")
  private Optional<Path> home = Optional.empty();

  Path path() {
    return home.orElseGet(() -> byDefault(System.getenv())).toAbsolutePath().normalize();
  }

  static Path byDefault(Map<String, String> environment) {
    var set = environment.get("GSTACKS_HOME");
    if (set != null && !set.isBlank()) {
      return Path.of(set, "agent");
    }
    return System.getProperty("user.name", "").equals("root")
        ? Path.of("/var/lib/gstacks/agent")
        : Path.of(System.getProperty("user.home", "."), ".local/share/gstacks/agent");
  }
}
