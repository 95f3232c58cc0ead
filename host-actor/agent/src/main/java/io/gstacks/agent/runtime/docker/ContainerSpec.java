package io.gstacks.agent.runtime.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.RestartPolicy;
import io.gstacks.agent.protocol.Limits;
import io.gstacks.agent.protocol.Provision;
import io.gstacks.agent.runtime.ProvisionOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How a sandbox's container is made: no capability, no new privileges, a root that nobody writes,
 * no network, and of the host nothing but the workspace. What is not said here is Docker's default,
 * seccomp among it.
 */
final class ContainerSpec {
  static final String HOME = "/home/sandbox";

  /** 68 years: one process that needs no CPU, in every image that has {@code sleep}. */
  private static final List<String> STAY = List.of("sleep", "2147483647");

  private static final Pattern HOSTNAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final String SANDBOX_USER = "sandbox";
  private static final long NANOS_PER_MILLI_CPU = 1_000_000;

  private final DockerSettings settings;

  ContainerSpec(DockerSettings settings) {
    this.settings = settings;
  }

  CreateContainerCmd create(
      Engine engine,
      ProvisionOrder order,
      Map<String, String> labels,
      Image image,
      Path workspace) {
    var provision = order.provision();
    var command = provision.getCommandCount() == 0 ? STAY : provision.getCommandList();
    return engine
        .client()
        .createContainerCmd(provision.getImage())
        .withName(Labels.containerName(order.sandboxId(), order.generation()))
        .withHostName(hostname(provision.getName()))
        .withLabels(labels)
        .withUser(user(image))
        .withWorkingDir(HOME)
        .withEntrypoint(command)
        .withCmd()
        .withEnv(environment(provision))
        .withHostConfig(hostConfig(provision.getLimits(), workspace));
  }

  /** What of an image matters here. */
  record Image(String id, String digest, String user) {}

  private HostConfig hostConfig(Limits limits, Path workspace) {
    var least = settings.least();
    var memory = (long) or(limits.getMemoryMib(), least.memoryMib()) << 20;
    return HostConfig.newHostConfig()
        .withCapDrop(Capability.ALL)
        .withSecurityOpts(List.of("no-new-privileges"))
        .withReadonlyRootfs(true)
        .withPrivileged(false)
        .withTmpFs(
            Map.of(
                "/tmp",
                    "rw,exec,nosuid,nodev,mode=1777,"
                        + owner()
                        + ",size="
                        + settings.tmpMib()
                        + "m",
                "/run", "rw,noexec,nosuid,nodev," + owner() + ",size=" + settings.runMib() + "m"))
        .withMemory(memory)
        .withMemorySwap(memory)
        .withNanoCPUs(or(limits.getCpuMillis(), least.cpuMillis()) * NANOS_PER_MILLI_CPU)
        .withPidsLimit((long) or(limits.getPids(), least.pids()))
        .withInit(true)
        .withNetworkMode("none")
        .withRestartPolicy(RestartPolicy.noRestart())
        .withMounts(List.of(bind(workspace, HOME), bind(workspace, "/workspace")))
        .withLogConfig(
            new LogConfig(
                LogConfig.LoggingType.JSON_FILE, Map.of("max-size", "10m", "max-file", "3")));
  }

  /**
   * The mode of a tmpfs is that of the image's directory, whatever is asked: often root's alone.
   */
  private String owner() {
    var colon = settings.user().indexOf(':');
    return "uid="
        + settings.user().substring(0, colon)
        + ",gid="
        + settings.user().substring(colon + 1);
  }

  private static Mount bind(Path source, String target) {
    return new Mount()
        .withType(MountType.BIND)
        .withSource(source.toString())
        .withTarget(target)
        .withReadOnly(false);
  }

  /** The image's own {@code sandbox} user where it has one, for workspaces belong to uid 1000. */
  private String user(Image image) {
    return image.user().equals(SANDBOX_USER) || image.user().startsWith(SANDBOX_USER + ":")
        ? image.user()
        : settings.user();
  }

  private static List<String> environment(Provision provision) {
    var environment = new ArrayList<String>();
    if (!provision.containsEnvironment("HOME")) {
      environment.add("HOME=" + HOME);
    }
    provision.getEnvironmentMap().forEach((name, value) -> environment.add(name + "=" + value));
    return environment;
  }

  private static String hostname(String name) {
    return HOSTNAME.matcher(name).matches() ? name : "sandbox";
  }

  private static int or(int asked, int otherwise) {
    return asked > 0 ? asked : otherwise;
  }
}
