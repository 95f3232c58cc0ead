package io.gstacks.agent.host;

import io.gstacks.agent.channel.ChannelSettings;
import io.gstacks.agent.channel.Channels;
import io.gstacks.agent.connection.Address;
import io.gstacks.agent.connection.ChannelConnections;
import io.gstacks.agent.protocol.AgentServiceClient;
import io.gstacks.agent.protocol.ChannelRefused;
import io.gstacks.agent.protocol.Cleanup;
import io.gstacks.agent.protocol.FromAgent;
import io.gstacks.agent.protocol.Heartbeat;
import io.gstacks.agent.protocol.OpenChannel;
import io.gstacks.agent.protocol.Work;
import io.gstacks.agent.protocol.WorkProgress;
import io.gstacks.agent.protocol.WorkResult;
import io.gstacks.agent.protocol.Workload;
import io.gstacks.agent.protocol.WorkloadReport;
import io.gstacks.agent.runtime.ContainerRuntime;
import io.gstacks.agent.runtime.RuntimeEvent;
import io.gstacks.agent.runtime.WorkFailedException;
import io.gstacks.agent.state.AgentMemory;
import io.gstacks.agent.stream.HostDuties;
import io.gstacks.agent.stream.HostLink;
import io.gstacks.agent.stream.Introduction;
import io.gstacks.agent.stream.StreamSettings;
import io.gstacks.agent.work.Lanes;
import io.gstacks.agent.work.Tracker;
import io.gstacks.agent.work.WorkExecutor;
import io.gstacks.agent.work.WorkListener;
import io.gstacks.agent.work.WorkSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One host: passes orders from its stream to its runtime, and what happens there to its stream. */
public final class Host implements HostDuties {
  private static final Logger LOG = LoggerFactory.getLogger(Host.class);

  /** The bounds of everything below. */
  public record Settings(StreamSettings stream, WorkSettings work, ChannelSettings channel) {}

  private final String bootId = UUID.randomUUID().toString();
  private final Portrait portrait;
  private final ContainerRuntime runtime;
  private final AgentMemory memory;
  private final ActorSystem<?> system;
  private final Lanes lanes;
  private final Tracker tracker;
  private final WorkExecutor executor;
  private final Channels channels;
  private final ActorRef<HostLink.Command> link;

  /**
   * Dials at once.
   *
   * @param dialer opens a connection as this host, as it is identified at that moment
   */
  public Host(
      HostProfile profile,
      ContainerRuntime runtime,
      AgentMemory memory,
      ActorSystem<?> system,
      Function<Address, AgentServiceClient> dialer,
      List<Address> addresses,
      Settings settings) {
    this.portrait = new Portrait(bootId, profile, runtime, memory);
    this.runtime = runtime;
    this.memory = memory;
    this.system = system;
    this.lanes = new Lanes(settings.work().mostWaiting());
    var listener = new ToLink();
    this.tracker = new Tracker(runtime, memory, lanes, listener, settings.work().killSettle());
    this.executor = new WorkExecutor(runtime, memory, lanes, settings.work(), listener);
    this.channels =
        new Channels(
            runtime,
            memory,
            new ChannelConnections(dialer, settings.channel().connections()),
            system,
            settings.channel(),
            this::refused);
    this.link =
        system.systemActorOf(
            HostLink.create(this, dialer, addresses, settings.stream(), memory::results),
            "host-" + bootId,
            Props.empty());
    runtime.watch(this::on);
  }

  private void on(RuntimeEvent event) {
    switch (event) {
      case RuntimeEvent.Changed(var sandbox, var container) -> tracker.changed(sandbox, container);
      case RuntimeEvent.HealthChanged _ -> link.tell(new HostLink.BeatNow());
      case RuntimeEvent.Unwatched() -> tracker.compare();
    }
  }

  /** Says Hello again when placement should know another capacity than it was told. Blocks. */
  public void compareCapacity() {
    portrait
        .otherCapacity()
        .ifPresent(now -> {
          LOG.atInfo().addKeyValue("disk_mib", now.getDiskMib()).log("capacity changed");
          link.tell(new HostLink.IntroduceAgain());
        });
  }

  @Override
  public Introduction introduce() throws IOException {
    var workloads = tracker.inventory();
    return new Introduction(portrait.hello(), workloads);
  }

  @Override
  public Heartbeat heartbeat() {
    return portrait.heartbeat();
  }

  @Override
  public void work(Work work) {
    executor.accept(work);
  }

  @Override
  public CompletionStage<Void> cleanUp(Cleanup cleanup) {
    return executor.cleanUp(cleanup);
  }

  @Override
  public void openChannel(OpenChannel order, Address connected) {
    channels.open(order, connected);
  }

  @Override
  public void resultAcknowledged(String commandId) {
    try {
      memory.forget(commandId);
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("error", e.getMessage()).log("a result stays on disk");
    }
  }

  /** Stops this sandbox for a reason of our own, in its turn, and tells it. */
  public void stop(Workload workload, Duration grace, String reason) {
    var _ =
        lanes.submit(
            workload.getSandboxId(),
            () -> {
              try {
                var stopped = runtime.stop(workload, grace);
                tracker.ended(stopped.toBuilder().setReason(reason).build());
              } catch (IOException | WorkFailedException e) {
                LOG.atWarn().addKeyValue("error", e.getMessage()).log("not stopped");
              }
            });
  }

  private void refused(ChannelRefused refused) {
    link.tell(new HostLink.Say(FromAgent.newBuilder().setChannelRefused(refused).build()));
  }

  /** Lets the stream end in good order; the runtime and the memory belong to whoever made them. */
  public CompletionStage<Done> leave(Duration patience) {
    channels.close();
    return AskPattern.ask(link, HostLink.Leave::new, patience, system.scheduler());
  }

  private final class ToLink implements WorkListener {
    @Override
    public void finished(WorkResult result) {
      link.tell(new HostLink.Finished(result));
    }

    @Override
    public void progress(WorkProgress progress) {
      link.tell(new HostLink.Say(FromAgent.newBuilder().setWorkProgress(progress).build()));
    }

    @Override
    public void happened(Workload workload) {
      try {
        var id = memory.nextReportId();
        link.tell(
            new HostLink.Happened(
                WorkloadReport.newBuilder().setReportId(id).setWorkload(workload).build()));
      } catch (IOException e) {
        LOG.atError().addKeyValue("error", e.getMessage()).log("a report could not be numbered");
      }
    }
  }
}
