package io.gstacks.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gstacks.cli.api.Json;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How much a new sandbox gets. What is not given is the control plane's default. */
final class Resources {
  @Option(
      names = "--cpu",
      paramLabel = "<cpus>",
      description = "Processors: 2, 0.5, 500m. Default: the control plane's.")
  private Optional<String> cpu = Optional.empty();

  @Option(
      names = "--memory",
      paramLabel = "<size>",
      description = "Memory: 512m, 2g; a number alone is MiB. Default: the control plane's.")
  private Optional<String> memory = Optional.empty();

  @Option(
      names = "--disk",
      paramLabel = "<size>",
      description = "Workspace: 512m, 10g; a number alone is MiB. Default: the control plane's.")
  private Optional<String> disk = Optional.empty();

  void into(ObjectNode body) {
    var resources = Json.object();
    cpu.ifPresent(text -> resources.put("cpu_millis", Quantities.cpuMillis(text)));
    memory.ifPresent(text -> resources.put("memory_mib", Quantities.mebibytes("--memory", text)));
    disk.ifPresent(text -> resources.put("disk_mib", Quantities.mebibytes("--disk", text)));
    if (!resources.isEmpty()) {
      body.set("resources", resources);
    }
  }
}
