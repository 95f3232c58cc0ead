package io.gstacks.agent.runtime.simulated;

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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Workloads that exist in memory alone, with latencies and faults as the settings say. */
public final class SimulatedRuntime implements ContainerRuntime {
  private static final Runtime HEALTHY =
      Runtime.newBuilder().setName("simulated").setVersion("1").setHealthy(true).build();

  private final String hostId;
  private final SimulatedSettings settings;
  private final Chance chance;
  private final Map<String, Workload> workloads = new ConcurrentHashMap<>();

  /** A sandbox has one container here: an order removes the older ones before it makes another. */
  private final Map<String, String> newestOf = new ConcurrentHashMap<>();

  private final AtomicLong made = new AtomicLong();
  private volatile Runtime health = HEALTHY;
  private volatile Consumer<RuntimeEvent> listener = _ -> {};

  public SimulatedRuntime(String hostId, SimulatedSettings settings) {
    this(hostId, settings, ThreadLocalRandom::current);
  }

  SimulatedRuntime(
      String hostId, SimulatedSettings settings, Supplier<? extends RandomGenerator> random) {
    this.hostId = hostId;
    this.settings = settings;
    this.chance = new Chance(settings, random);
  }

  @Override
  public Runtime health() {
    return health;
  }

  @Override
  public void watch(Consumer<RuntimeEvent> newListener) {
    listener = newListener;
  }

  /** A fault from outside: the runtime falls ill, or is well again. */
  public void becomes(boolean healthy, String reason) {
    health = HEALTHY.toBuilder().setHealthy(healthy).setReason(reason).build();
    listener.accept(new RuntimeEvent.HealthChanged(health));
    if (healthy) {
      listener.accept(new RuntimeEvent.Unwatched());
    }
  }

  /** A fault from outside: this workload ends by itself. */
  public void ends(String container, int exitCode) {
    var ended =
        workloads.computeIfPresent(
            container,
            (_, workload) ->
                workload.toBuilder()
                    .setState(WorkloadState.EXITED)
                    .setExitCode(exitCode)
                    .setReason("exited")
                    .build());
    if (ended != null) {
      listener.accept(new RuntimeEvent.Changed(ended.getSandboxId(), container));
    }
  }

  /** Ends running workloads at the rate of the settings; called each second by the fleet. */
  public void second() {
    if (settings.exitsPerMinute() > 0) {
      for (var workload : List.copyOf(workloads.values())) {
        if (workload.getState() == WorkloadState.RUNNING && chance.exits()) {
          ends(workload.getContainer(), 1);
        }
      }
    }
  }

  @Override
  public List<Workload> inventory() {
    healthy();
    return List.copyOf(workloads.values());
  }

  @Override
  public List<Workload> inventory(String sandboxId) {
    healthy();
    var newest = newestOf.get(sandboxId);
    return newest == null
        ? List.of()
        : Optional.ofNullable(workloads.get(newest)).map(List::of).orElse(List.of());
  }

  @Override
  public Optional<Workload> inspect(String container) {
    healthy();
    return Optional.ofNullable(workloads.get(container));
  }

  @Override
  public Workload provision(ProvisionOrder order) {
    var provision = order.provision();
    order.steps().time("start", () -> slowly(settings.start(), order.deadline()));
    if (chance.startFails()) {
      throw new WorkFailedException(Code.INTERNAL, "a simulated failure");
    }
    var workload =
        Workload.newBuilder()
            .setSandboxId(order.sandboxId())
            .setTenantId(provision.getTenantId())
            .setClusterId(provision.getClusterId())
            .setHostId(hostId)
            .setGeneration(order.generation())
            .setProof(provision.getProof())
            .setContainer("sim-" + hostId + "-" + made.incrementAndGet())
            .setContainerName("gstacks-" + order.sandboxId() + "-" + order.generation())
            .setState(WorkloadState.RUNNING)
            .setImage(provision.getImage())
            .setImageDigest("sha256:" + "0".repeat(64))
            .build();
    workloads.put(workload.getContainer(), workload);
    newestOf.put(order.sandboxId(), workload.getContainer());
    return workload;
  }

  @Override
  public Workload start(Workload workload, Deadline deadline) {
    if (existing(workload).getState() == WorkloadState.RUNNING) {
      return existing(workload);
    }
    slowly(settings.start(), deadline);
    return becomes(workload, WorkloadState.RUNNING, 0);
  }

  @Override
  public Workload stop(Workload workload, Duration grace) {
    slowly(settings.other(), Deadline.in(Duration.ofMinutes(1)));
    return becomes(workload, WorkloadState.EXITED, 143);
  }

  @Override
  public void remove(Workload workload) {
    slowly(settings.other(), Deadline.in(Duration.ofMinutes(1)));
    workloads.remove(workload.getContainer());
    newestOf.remove(workload.getSandboxId(), workload.getContainer());
  }

  @Override
  public void purge(String sandboxId) {}

  @Override
  public ExecProcess exec(Workload workload, Exec exec) {
    existing(workload);
    return new SimulatedExec(exec);
  }

  @Override
  public ChunkSource logs(Workload workload, Logs logs) {
    existing(workload);
    return new SimulatedExec(Exec.getDefaultInstance());
  }

  @Override
  public long mainProcess(Workload workload) {
    throw new WorkFailedException(
        Code.UNSUPPORTED, "a simulated sandbox has neither processes nor files");
  }

  @Override
  public List<CachedImage> images() {
    return List.of();
  }

  @Override
  public List<String> traits() {
    return List.of("simulated");
  }

  @Override
  public void close() {}

  private Workload becomes(Workload workload, WorkloadState state, int exitCode) {
    var after =
        existing(workload).toBuilder()
            .setState(state)
            .setExitCode(exitCode)
            .setReason(state == WorkloadState.EXITED ? "exited" : "")
            .build();
    workloads.put(after.getContainer(), after);
    return after;
  }

  private Workload existing(Workload workload) {
    return inspect(workload.getContainer())
        .orElseThrow(() -> new WorkFailedException(Code.NO_SUCH_WORKLOAD, "no such workload"));
  }

  private void healthy() {
    if (!health.getHealthy()) {
      throw new WorkFailedException(Code.RUNTIME_UNAVAILABLE, health.getReason());
    }
  }

  private Duration slowly(Duration median, Deadline deadline) {
    healthy();
    return chance.slowly(median, deadline);
  }
}
