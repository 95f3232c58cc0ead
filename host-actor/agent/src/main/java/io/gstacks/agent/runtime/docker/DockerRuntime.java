package io.gstacks.agent.runtime.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.CreateContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import io.gstacks.agent.protocol.CachedImage;
import io.gstacks.agent.protocol.Exec;
import io.gstacks.agent.protocol.Logs;
import io.gstacks.agent.protocol.Runtime;
import io.gstacks.agent.protocol.Workload;
import io.gstacks.agent.protocol.WorkloadState;
import io.gstacks.agent.runtime.ChunkSource;
import io.gstacks.agent.runtime.ContainerRuntime;
import io.gstacks.agent.runtime.Deadline;
import io.gstacks.agent.runtime.ExecProcess;
import io.gstacks.agent.runtime.ProvisionOrder;
import io.gstacks.agent.runtime.RuntimeEvent;
import io.gstacks.agent.runtime.WorkFailedException;
import io.gstacks.agent.runtime.WorkFailedException.Code;
import io.gstacks.agent.workspace.Workspaces;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Workloads as containers of a Docker Engine. */
public final class DockerRuntime implements ContainerRuntime {
  private final Engine engine;
  private final String installationId;
  private final String hostId;
  private final Workspaces workspaces;
  private final Images images;
  private final Containers containers;
  private final ContainerSpec spec;
  private final Streams streams;
  private final EngineWatch watch;
  private final EngineDisk disk;

  private DockerRuntime(
      Engine engine,
      DockerSettings settings,
      String installationId,
      String hostId,
      Workspaces workspaces) {
    this.engine = engine;
    this.installationId = installationId;
    this.hostId = hostId;
    this.workspaces = workspaces;
    this.images = new Images(engine);
    this.containers = new Containers(engine, images, installationId);
    this.spec = new ContainerSpec(settings);
    this.disk = new EngineDisk(engine);
    var socket = new RawEngineSocket(settings.host());
    this.streams = new Streams(engine, socket);
    this.watch = new EngineWatch(socket, settings.timing(), installationId, engine::renew);
  }

  /** Connects to the engine of the settings; it need not be there yet. */
  public static DockerRuntime connect(
      DockerSettings settings, String installationId, String hostId, Workspaces workspaces) {
    return new DockerRuntime(new Engine(settings), settings, installationId, hostId, workspaces);
  }

  @Override
  public Runtime health() {
    return watch.health();
  }

  @Override
  public void watch(Consumer<RuntimeEvent> listener) {
    watch.start(listener);
  }

  @Override
  public List<Workload> inventory() {
    return containers.all();
  }

  @Override
  public List<Workload> inventory(String sandboxId) {
    return containers.of(sandboxId);
  }

  @Override
  public Optional<Workload> inspect(String container) {
    return containers.inspect(container);
  }

  @Override
  public Workload provision(ProvisionOrder order) {
    var steps = order.steps();
    var image = steps.time("image", () -> images.obtain(order));
    order.deadline().check();
    var diskMib = order.provision().getLimits().getDiskMib();
    var workspace = steps.time("workspace", () -> workspace(order.sandboxId(), diskMib));
    order.deadline().check();
    var labels = Labels.of(order, installationId, hostId);
    var create = spec.create(engine, order, labels, image, workspace);
    var container = steps.time("create", () -> created(create)).getId();
    try {
      return steps.time("start", () -> started(container, order.deadline()));
    } catch (WorkFailedException e) {
      discard(container);
      throw disk.explain(e);
    }
  }

  /** An engine that falls away meanwhile may have made it all the same. */
  private static CreateContainerResponse created(CreateContainerCmd create) {
    try {
      return EngineErrors.asking(create::exec);
    } catch (WorkFailedException e) {
      throw e.leaving(e.code() == Code.RUNTIME_UNAVAILABLE);
    }
  }

  /** What cannot be removed now may yet run, which matters more than why it failed. */
  private void discard(String container) {
    try {
      EngineErrors.asking(() -> removed(container));
    } catch (WorkFailedException e) {
      throw disk.explain(e).leaving(true);
    }
  }

  private Workload started(String container, Deadline deadline) {
    deadline.check();
    try {
      EngineErrors.asking(() -> {
        try {
          return engine.client().startContainerCmd(container).exec();
        } catch (NotModifiedException running) {
          return null;
        }
      });
    } catch (WorkFailedException e) {
      throw EngineErrors.isHalfStarted(e) ? removedInstead(container, e) : e;
    }
    return existing(container);
  }

  private WorkFailedException removedInstead(String container, WorkFailedException why) {
    discard(container);
    return new WorkFailedException(
        Code.NO_SUCH_WORKLOAD,
        "the engine was killed while it started the container, which was removed",
        why);
  }

  @Override
  public Workload start(Workload workload, Deadline deadline) {
    workspace(workload.getSandboxId(), 0); // after a reboot it is not mounted
    return started(workload.getContainer(), deadline);
  }

  @Override
  public Workload stop(Workload workload, Duration grace) {
    var seconds = Math.toIntExact((grace.toMillis() + 999) / 1_000);
    EngineErrors.asking(() -> {
      try {
        return engine
            .client()
            .stopContainerCmd(workload.getContainer())
            .withTimeout(seconds)
            .exec();
      } catch (NotModifiedException stopped) {
        return null;
      }
    });
    return existing(workload.getContainer());
  }

  @Override
  public void remove(Workload workload) {
    EngineErrors.asking(() -> removed(workload.getContainer()));
    onDisk(() -> {
      workspaces.close(workload.getSandboxId());
      return Path.of("");
    });
  }

  private @Nullable Void removed(String container) {
    try {
      return engine
          .client()
          .removeContainerCmd(container)
          .withForce(true)
          .withRemoveVolumes(true)
          .exec();
    } catch (NotFoundException gone) {
      return null;
    }
  }

  @Override
  public void purge(String sandboxId) {
    onDisk(() -> {
      workspaces.purge(sandboxId);
      return Path.of("");
    });
  }

  private Path workspace(String sandboxId, long diskMib) {
    return onDisk(() -> workspaces.open(sandboxId, diskMib));
  }

  private interface DiskWork {
    Path run() throws IOException;
  }

  private static Path onDisk(DiskWork work) {
    try {
      return work.run();
    } catch (IOException e) {
      throw WorkFailedException.ofDisk("the workspace", e);
    } catch (IllegalArgumentException e) {
      throw new WorkFailedException(Code.INVALID, String.valueOf(e.getMessage()), e);
    }
  }

  private Workload existing(String container) {
    return containers
        .inspect(container)
        .orElseThrow(() ->
            new WorkFailedException(
                Code.NO_SUCH_WORKLOAD, "the container " + container + " is gone"));
  }

  @Override
  public ExecProcess exec(Workload workload, Exec exec) {
    running(workload);
    return streams.exec(workload.getContainer(), exec);
  }

  @Override
  public ChunkSource logs(Workload workload, Logs logs) {
    return streams.logs(workload.getContainer(), logs);
  }

  @Override
  public long mainProcess(Workload workload) {
    return containers.mainProcess(workload.getContainer());
  }

  private void running(Workload workload) {
    if (existing(workload.getContainer()).getState() != WorkloadState.RUNNING) {
      throw new WorkFailedException(Code.NO_SUCH_WORKLOAD, "the sandbox is not running");
    }
  }

  @Override
  public List<CachedImage> images() {
    return images.list();
  }

  @Override
  public List<String> traits() {
    return health().getHealthy()
        ? List.of("docker", workspaces.trait())
        : List.of(workspaces.trait());
  }

  @Override
  public void close() {
    watch.close();
    engine.close();
    onDisk(() -> {
      workspaces.release();
      return Path.of("");
    });
  }
}
