package io.gstacks.agent;

import io.gstacks.agent.identity.IdentityStore;
import io.gstacks.agent.lock.DirectoryLock;
import io.gstacks.agent.runtime.docker.DockerRuntime;
import io.gstacks.agent.state.DiskMemory;
import io.gstacks.agent.state.Durable;
import io.gstacks.agent.work.StopAll;
import io.gstacks.agent.workspace.WorkspaceChoice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Stops the sandboxes of this host; the next agent starts those that should run. */
@Command(
    name = "stop-workloads",
    description =
        "Stop every sandbox of this installation on this host, while no agent runs. Workspaces stay;"
            + " after the next 'run' the control plane starts those that should run.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  gstacks-agent stop-workloads --home /var/lib/gstacks/agent"})
final class StopWorkloadsCommand implements Callable<Integer> {
  @Mixin private HomeOption home = new HomeOption();

  @Option(
      names = "--grace",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "Between SIGTERM and SIGKILL (default: ${DEFAULT-VALUE}).")
  private int grace;

  @Option(names = "--remove", description = "Remove them and delete their workspaces.")
  private boolean remove;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    var settings = AgentSettings.from(AgentSettings.load());
    var directory = home.path();
    if (!Files.exists(directory.resolve("identity.json"))) {
      tell(0);
      return 0;
    }
    var lock = DirectoryLock.take(directory).orElseThrow(() -> new LockedException(directory));
    try (lock) {
      tell(stopAll(directory, settings));
    }
    return 0;
  }

  private int stopAll(Path directory, AgentSettings settings) throws Exception {
    var ids = new IdentityStore(directory, Durable.FORCED).load().orElseThrow().ids();
    var workspaces = WorkspaceChoice.open(directory, settings.workspace());
    try (var memory = DiskMemory.open(directory);
        var runtime =
            DockerRuntime.connect(
                settings.docker(), ids.installationId(), ids.hostId(), workspaces)) {
      var stopAll = new StopAll(runtime, memory, Duration.ofSeconds(grace));
      return remove ? stopAll.remove() : stopAll.stop();
    }
  }

  private void tell(int count) {
    var out = spec.commandLine().getOut();
    out.println(json ? "{\"stopped\":" + count + "}" : "stopped " + count + " sandboxes");
  }
}
