package io.gstacks.agent;

import io.gstacks.agent.connection.Address;
import io.gstacks.agent.connection.ControlDialer;
import io.gstacks.agent.enrolment.Enrolment;
import io.gstacks.agent.enrolment.Identities;
import io.gstacks.agent.host.Host;
import io.gstacks.agent.identity.IdentityStore;
import io.gstacks.agent.runtime.docker.DockerRuntime;
import io.gstacks.agent.state.AgentMemory;
import io.gstacks.agent.state.DiskMemory;
import io.gstacks.agent.state.Durable;
import io.gstacks.agent.telemetry.Machine;
import io.gstacks.agent.work.Sightings;
import io.gstacks.agent.workspace.DirectoryWorkspaces;
import io.gstacks.agent.workspace.DiskWatch;
import io.gstacks.agent.workspace.WorkspaceChoice;
import io.gstacks.agent.workspace.Workspaces;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The real host of this machine: puts the parts together, and takes them apart in good order. */
final class Agent {
  private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Path home;
  private final AgentSettings settings;
  private final Leaving leaving;
  private final ActorSystem<?> system;
  private final ControlDialer dialer;
  private final Machine machine;

  Agent(Path home, AgentSettings settings, ActorSystem<?> system, Leaving leaving) {
    this.home = home;
    this.settings = settings;
    this.leaving = leaving;
    this.system = system;
    this.dialer = new ControlDialer(system, settings.connection());
    this.machine = new Machine(Path.of("/proc"), home);
  }

  /** Returns when the agent is told to leave. */
  void run(List<Address> given, Identities.TokenSource tokens) throws Exception {
    var addresses = new ServerAddresses(home);
    var servers = addresses.choose(given, settings.servers());
    var enrolment = new Enrolment(dialer, settings.enrolment().deadline());
    var store = new IdentityStore(home, Durable.FORCED);
    var identities = new Identities(enrolment, store, leaving.latch());
    var facts = machine.facts(Version.text());
    var enrolled = identities.loadOrEnroll(servers, tokens, facts, settings.enrolment().retry());
    if (enrolled.isEmpty()) {
      return;
    }
    enrolment.close();
    addresses.remember(servers);
    identities.keepRenewed(servers, settings.enrolment().renewalCheck());
    var ids = enrolled.get().ids();
    var workspaces = WorkspaceChoice.open(home, settings.workspace());
    try (var memory = DiskMemory.open(home);
        var runtime =
            DockerRuntime.connect(
                settings.docker(), ids.installationId(), ids.hostId(), workspaces)) {
      var host =
          new Host(
              new MachineProfile(machine, settings, workspaces),
              runtime,
              memory,
              system,
              address -> dialer.as(identities.current(), address),
              servers,
              new Host.Settings(settings.stream(), settings.work(), settings.channel()));
      watchDisk(workspaces, memory, host);
      new CapacityWatch(host).start(settings.capacity().watch(), leaving.latch());
      LOG.atInfo()
          .addKeyValue("host_id", ids.hostId())
          .addKeyValue("home", home)
          .addKeyValue("version", Version.text())
          .log("agent started");
      leaving.await();
      LOG.atInfo().addKeyValue("host_id", ids.hostId()).log("agent leaves; sandboxes go on");
      host.leave(PATIENCE).toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void watchDisk(Workspaces workspaces, AgentMemory memory, Host host) {
    if (workspaces instanceof DirectoryWorkspaces directories) {
      new DiskWatch(
              directories,
              memory::sightings,
              workload -> host.stop(workload, Duration.ZERO, Sightings.DISK_LIMIT))
          .start(settings.workspace().watch(), leaving.latch());
    }
  }
}
