package io.gstacks.agent.channel;

import io.gstacks.agent.connection.Address;
import io.gstacks.agent.connection.ChannelConnections;
import io.gstacks.agent.files.FilesException;
import io.gstacks.agent.log.LogRing;
import io.gstacks.agent.protocol.ChannelError;
import io.gstacks.agent.protocol.ChannelFrame;
import io.gstacks.agent.protocol.ChannelRefused;
import io.gstacks.agent.protocol.OpenChannel;
import io.gstacks.agent.protocol.Workload;
import io.gstacks.agent.protocol.WorkloadState;
import io.gstacks.agent.runtime.ContainerRuntime;
import io.gstacks.agent.runtime.WorkFailedException;
import io.gstacks.agent.runtime.WorkFailedException.Code;
import io.gstacks.agent.state.AgentMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the byte streams that the control plane asks for, each on a virtual thread, up to a bound.
 */
public final class Channels implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Channels.class);

  private final ContainerRuntime runtime;
  private final AgentMemory memory;
  private final ChannelConnections connections;
  private final ActorSystem<?> system;
  private final Consumer<ChannelRefused> refused;
  private final ChannelSettings settings;
  private final Semaphore free;
  private final Semaphore watches;

  public Channels(
      ContainerRuntime runtime,
      AgentMemory memory,
      ChannelConnections connections,
      ActorSystem<?> system,
      ChannelSettings settings,
      Consumer<ChannelRefused> refused) {
    this.runtime = runtime;
    this.memory = memory;
    this.connections = connections;
    this.system = system;
    this.refused = refused;
    this.settings = settings;
    this.watches = new Semaphore(settings.files().watching().concurrent());
    this.free = new Semaphore(settings.concurrent());
  }

  /** Returns at once. */
  public void open(OpenChannel order, Address connected) {
    if (!free.tryAcquire()) {
      refuse(order, "too_many_channels", "this host serves as many channels as it may");
      return;
    }
    Thread.ofVirtual()
        .name("channel")
        .start(() -> {
          try {
            serve(order, connected);
          } finally {
            free.release();
          }
        });
  }

  private void serve(OpenChannel order, Address connected) {
    ChannelWork work;
    Address address;
    try {
      work = prepare(order);
      address = order.getAddress().isEmpty() ? connected : Address.parse(order.getAddress());
    } catch (WorkFailedException e) {
      refuse(order, ChannelCodes.of(e.code()), String.valueOf(e.getMessage()));
      return;
    } catch (IllegalArgumentException e) {
      refuse(order, "invalid", String.valueOf(e.getMessage()));
      return;
    }
    work.begin();
    boolean attached = false;
    try (var lease = connections.acquire(address)) {
      try (var line = ChannelLine.open(lease.client(), system)) {
        line.send(ChannelFrame.newBuilder().setAttach(order.getToken()));
        attached = true;
        line.send(served(work, line));
      } catch (IOException e) {
        lease.broken();
        LOG.atDebug().addKeyValue("error", e.getMessage()).log("a channel ended early");
      }
    } finally {
      if (!attached) {
        work.abandon();
      }
    }
  }

  /** What is served, once it is known that it can be. */
  private ChannelWork prepare(OpenChannel order) {
    return switch (order.getKindCase()) {
      case EXEC -> new ExecChannel(runtime, running(order), order.getExec());
      case LOGS -> new LogsChannel(runtime, held(order), order.getLogs());
      case HOST_LOGS -> new HostLogsChannel(LogRing.PROCESS, order.getHostLogs());
      case FILES ->
          new FilesChannel(runtime, running(order), order.getFiles(), settings.files(), watches);
      case KIND_NOT_SET ->
          throw new WorkFailedException(Code.INVALID, "this agent does not know such a channel");
    };
  }

  /** Serves to the end; answers the last frame. */
  private static ChannelFrame.Builder served(ChannelWork work, ChannelLine line)
      throws IOException {
    try {
      return ChannelFrame.newBuilder().setExit(work.serve(line));
    } catch (WorkFailedException e) {
      return error(ChannelCodes.of(e.code()), e);
    } catch (FilesException e) {
      return error(e.code().text(), e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static ChannelFrame.Builder error(String code, RuntimeException e) {
    return ChannelFrame.newBuilder()
        .setError(
            ChannelError.newBuilder().setCode(code).setMessage(String.valueOf(e.getMessage())));
  }

  private Workload running(OpenChannel order) {
    var workload = held(order);
    if (workload.getState() != WorkloadState.RUNNING) {
      throw new WorkFailedException(Code.NO_SUCH_WORKLOAD, "the sandbox is not running");
    }
    return workload;
  }

  private Workload held(OpenChannel order) {
    if (memory.fence(order.getSandboxId()).refusesOther(order.getGeneration())) {
      throw new WorkFailedException(Code.STALE_GENERATION, "a newer generation was ordered here");
    }
    return of(order, memory.sightings())
        .filter(seen -> seen.getState() == WorkloadState.RUNNING)
        .or(() -> of(order, runtime.inventory(order.getSandboxId())))
        .orElseThrow(() ->
            new WorkFailedException(Code.NO_SUCH_WORKLOAD, "this host holds no such workload"));
  }

  /** What was seen running is not asked for again: if it is so no more, that shows soon enough. */
  private static Optional<Workload> of(OpenChannel order, Collection<Workload> workloads) {
    return workloads.stream()
        .filter(workload ->
            workload.getSandboxId().equals(order.getSandboxId())
                && workload.getGeneration() == order.getGeneration())
        .findFirst();
  }

  private void refuse(OpenChannel order, String code, String message) {
    refused.accept(
        ChannelRefused.newBuilder()
            .setToken(order.getToken())
            .setCode(code)
            .setMessage(message)
            .build());
  }

  @Override
  public void close() {
    connections.close();
  }
}
