package io.gstacks.agent.runtime.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import io.gstacks.agent.protocol.Workload;
import io.gstacks.agent.protocol.WorkloadState;
import io.gstacks.agent.runtime.WorkFailedException;
import io.gstacks.agent.runtime.WorkFailedException.Code;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads containers as workloads: those with this installation's label, and no other. */
final class Containers {
  private static final int KILLED = 137;

  private final Engine engine;
  private final Images images;
  private final String installationId;

  Containers(Engine engine, Images images, String installationId) {
    this.engine = engine;
    this.images = images;
    this.installationId = installationId;
  }

  List<Workload> all() {
    return list(Map.of());
  }

  List<Workload> of(String sandboxId) {
    return list(Map.of(Labels.SANDBOX, sandboxId));
  }

  private List<Workload> list(Map<String, String> further) {
    var labels = new TreeMap<>(further);
    labels.put(Labels.INSTALLATION, installationId);
    var found =
        EngineErrors.asking(() ->
            engine.client().listContainersCmd().withShowAll(true).withLabelFilter(labels).exec());
    return found.stream().flatMap(container -> read(container).stream()).toList();
  }

  /** A list tells all of those that run; an exit code it does not tell. */
  private Optional<Workload> read(Container container) {
    var state = state(container.getState());
    if (state == WorkloadState.EXITED) {
      return inspect(container.getId());
    }
    var names = container.getNames();
    return Optional.of(
        Labels.read(orNone(container.getLabels()))
            .setContainer(container.getId())
            .setContainerName(names == null || names.length == 0 ? "" : bare(names[0]))
            .setState(state)
            .setImage(container.getImage())
            .setImageDigest(images.digest(container.getImageId()))
            .build());
  }

  /** Empty when it is gone, or belongs to another installation. */
  Optional<Workload> inspect(String id) {
    try {
      return Optional.of(engine.client().inspectContainerCmd(id).exec())
          .filter(found -> installationId.equals(labels(found).get(Labels.INSTALLATION)))
          .map(this::read);
    } catch (NotFoundException gone) {
      return Optional.empty();
    } catch (RuntimeException e) {
      throw EngineErrors.translate(e);
    }
  }

  /** Of a container that is known to be ours. */
  long mainProcess(String id) {
    var state =
        EngineErrors.asking(() -> engine.client().inspectContainerCmd(id).exec()).getState();
    var pid = state.getPidLong();
    if (pid == null || pid == 0) {
      throw new WorkFailedException(Code.NO_SUCH_WORKLOAD, "the sandbox is not running");
    }
    return pid;
  }

  private Workload read(InspectContainerResponse container) {
    var workload =
        Labels.read(labels(container))
            .setContainer(container.getId())
            .setContainerName(bare(container.getName()))
            .setImage(image(container))
            .setImageDigest(images.digest(container.getImageId()));
    var state = state(container.getState().getStatus());
    if (state == WorkloadState.EXITED) {
      var code = exitCode(container.getState());
      var oom = Boolean.TRUE.equals(container.getState().getOOMKilled()) && code == KILLED;
      workload.setExitCode(code).setReason(oom ? "oom_killed" : "exited");
    }
    return workload.setState(state).build();
  }

  private static int exitCode(InspectContainerResponse.ContainerState state) {
    var code = state.getExitCodeLong();
    return code == null ? 0 : code.intValue();
  }

  private static Map<String, String> labels(InspectContainerResponse container) {
    var config = container.getConfig();
    return config == null ? Map.of() : orNone(config.getLabels());
  }

  private static String image(InspectContainerResponse container) {
    var config = container.getConfig();
    return config == null || config.getImage() == null ? "" : config.getImage();
  }

  private static WorkloadState state(@Nullable String status) {
    return switch (status == null ? "" : status) {
      case "created" -> WorkloadState.CREATED;
      case "running", "paused", "restarting" -> WorkloadState.RUNNING;
      default -> WorkloadState.EXITED;
    };
  }

  private static Map<String, String> orNone(@Nullable Map<String, String> labels) {
    return labels == null ? Map.of() : labels;
  }

  private static String bare(String name) {
    return name.startsWith("/") ? name.substring(1) : name;
  }
}
