package io.gstacks.agent;

import io.gstacks.agent.lock.DirectoryLock;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the agent until it is told to leave. Sandboxes go on without it. */
@Command(
    name = "run",
    description =
        "Run the agent. The first time it enrols, with a bootstrap token from --token-file or"
            + " $$GSTACKS_BOOTSTRAP_TOKEN; sandboxes go on running when it leaves.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  gstacks-agent run --server control.example.org:9443 --token-file token",
      "  gstacks-agent run --home /var/lib/gstacks/agent",
      "",
      "Exit codes: 3 a bad setting, 4 another agent runs here, 5 enrolment was refused."
    })
final class RunCommand implements Callable<Integer> {
  @Mixin private HomeOption home = new HomeOption();

  @Mixin private JoinOptions join = new JoinOptions();

  @Override
  public Integer call() throws Exception {
    var config = AgentSettings.load();
    var settings = AgentSettings.from(config);
    var directory = home.path();
    Files.createDirectories(directory);
    var lock = DirectoryLock.take(directory).orElseThrow(() -> new LockedException(directory));
    try (lock) {
      Systems.with(
          config,
          (system, leaving) ->
              new Agent(directory, settings, system, leaving).run(join.servers(), join::token));
    }
    return 0;
  }
}
