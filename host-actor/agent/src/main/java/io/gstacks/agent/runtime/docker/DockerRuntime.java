package io.gstacks.agent.runtime.docker;

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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Workloads as containers of a Docker Engine. */
public final class DockerRuntime implements ContainerRuntime {
  private final Engine engine;
  private final Lifecycle lifecycle;
  private final String installationId;
  private final String hostId;
  private final Workspaces workspaces;
  private final Images images;
  private final Containers containers;
  private final ContainerSpec spec;
  private final Streams streams;
  private final EngineWatch watch;
  private final Standbys standbys;

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
    var socket = new RawEngineSocket(settings.host());
    this.streams = new Streams(engine, socket);
    this.standbys = new Standbys(engine, socket, settings.standby());
    this.lifecycle = new Lifecycle(engine, containers, standbys);
    this.watch = new EngineWatch(socket, settings.timing(), installationId, this::returned);
  }

  private void returned() {
    engine.renew();
    standbys.forgetAll();
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
    var container = steps.time("create", () -> lifecycle.create(create));
    try {
      return steps.time("start", () -> lifecycle.start(container, order.deadline()));
    } catch (WorkFailedException e) {
      throw lifecycle.givenUp(container, e);
    }
  }

  @Override
  public Workload start(Workload workload, Deadline deadline) {
    workspace(workload.getSandboxId(), 0); // after a reboot it is not mounted
    return lifecycle.start(workload.getContainer(), deadline);
  }

  @Override
  public Workload stop(Workload workload, Duration grace) {
    return lifecycle.stop(workload.getContainer(), grace);
  }

  @Override
  public void remove(Workload workload) {
    lifecycle.remove(workload.getContainer());
    WorkspaceErrors.telling(() -> workspaces.close(workload.getSandboxId()));
  }

  @Override
  public void purge(String sandboxId) {
    WorkspaceErrors.telling(() -> workspaces.purge(sandboxId));
  }

  private Path workspace(String sandboxId, long diskMib) {
    return WorkspaceErrors.asking(() -> workspaces.open(sandboxId, diskMib));
  }

  @Override
  public ExecProcess exec(Workload workload, Exec exec) {
    return standbys.exec(workload.getContainer(), exec).orElseGet(() -> asked(workload, exec));
  }

  private ExecProcess asked(Workload workload, Exec exec) {
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
    if (lifecycle.existing(workload.getContainer()).getState() != WorkloadState.RUNNING) {
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
    standbys.close();
    engine.close();
    WorkspaceErrors.telling(workspaces::release);
  }
}
