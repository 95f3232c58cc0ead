package io.gstacks.agent.fleet;

import io.gstacks.agent.connection.Address;
import io.gstacks.agent.connection.ControlDialer;
import io.gstacks.agent.enrolment.Enrolment;
import io.gstacks.agent.enrolment.EnrolmentRefusedException;
import io.gstacks.agent.enrolment.Identities;
import io.gstacks.agent.host.Host;
import io.gstacks.agent.identity.IdentityStore;
import io.gstacks.agent.runtime.simulated.SimulatedRuntime;
import io.gstacks.agent.runtime.simulated.SimulatedSettings;
import io.gstacks.agent.state.Durable;
import io.gstacks.agent.state.VolatileMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Many simulated hosts over the real contract: each has its own identity and stream; threads, event
 * loops and the actor system are shared. Their identities are kept, their workloads are not.
 */
public final class Fleet {
  private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);

  /** What all hosts of a fleet share. */
  public record Plan(
      Path home,
      String version,
      List<Address> servers,
      Identities.TokenSource tokens,
      Duration enrolmentDeadline,
      Duration enrolmentRetry,
      SimulatedSettings simulated,
      Host.Settings host) {}

  private final Plan plan;
  private final ActorSystem<?> system;
  private final ControlDialer dialer;
  private final CountDownLatch leaving;
  private final Semaphore enrolling;
  private final Enrolment enrolment;
  private final Queue<SimulatedRuntime> runtimes = new ConcurrentLinkedQueue<>();

  public Fleet(Plan plan, ActorSystem<?> system, ControlDialer dialer, CountDownLatch leaving) {
    this.plan = plan;
    this.system = system;
    this.dialer = dialer;
    this.leaving = leaving;
    this.enrolment = new Enrolment(dialer, plan.enrolmentDeadline());
    this.enrolling = new Semaphore(plan.simulated().concurrentEnrolments());
  }

  /** Enrols who has no identity, starts all hosts, and answers how many there are then. */
  public int start(int hosts) throws InterruptedException {
    var threads =
        IntStream.rangeClosed(1, hosts)
            .mapToObj(number -> Thread.ofVirtual().start(() -> startHost(number)))
            .toList();
    for (var thread : threads) {
      thread.join();
    }
    enrolment.close();
    system
        .scheduler()
        .scheduleAtFixedRate(
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            () -> runtimes.forEach(SimulatedRuntime::second),
            system.executionContext());
    return runtimes.size();
  }

  private void startHost(int number) {
    var name = "sim-%05d".formatted(number);
    try {
      var identities = identities(name);
      if (identities.isPresent()) {
        begin(name, identities.get());
      }
    } catch (IOException | EnrolmentRefusedException e) {
      LOG.atError().addKeyValue("host", name).addKeyValue("error", e.getMessage()).log("no host");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<Identities> identities(String name)
      throws IOException, EnrolmentRefusedException, InterruptedException {
    var directory = plan.home().resolve("hosts").resolve(name);
    Files.createDirectories(directory);
    var store = new IdentityStore(directory, Durable.RELAXED);
    var identities = new Identities(enrolment, store, leaving);
    enrolling.acquire();
    try {
      return identities
          .loadOrEnroll(plan.servers(), plan.tokens(), profile(name).facts(), plan.enrolmentRetry())
          .map(_ -> identities);
    } finally {
      enrolling.release();
    }
  }

  private void begin(String name, Identities identities) {
    var runtime = new SimulatedRuntime(identities.current().ids().hostId(), plan.simulated());
    runtimes.add(runtime);
    var _ =
        new Host(
            profile(name),
            runtime,
            new VolatileMemory(),
            system,
            address -> dialer.as(identities.current(), address),
            plan.servers(),
            plan.host());
  }

  private FleetHost profile(String name) {
    return new FleetHost(
        name.toLowerCase(Locale.ROOT),
        plan.version(),
        plan.simulated().size(),
        plan.host().work().concurrentStarts());
  }
}
