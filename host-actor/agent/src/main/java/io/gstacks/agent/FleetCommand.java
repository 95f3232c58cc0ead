package io.gstacks.agent;

import ch.qos.logback.classic.Level;
import com.typesafe.config.ConfigFactory;
import io.gstacks.agent.connection.Address;
import io.gstacks.agent.connection.ControlDialer;
import io.gstacks.agent.fleet.Fleet;
import io.gstacks.agent.host.Host;
import io.gstacks.agent.lock.DirectoryLock;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs many simulated hosts in this process. */
@Command(
    name = "fleet",
    description =
        "Run simulated hosts in this process, each with an identity and a stream of its own. Latencies"
            + " and faults are settings (gstacks.agent.simulated). The token must allow as many uses.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  gstacks-agent fleet --hosts 2000 --server 127.0.0.1:9443 --token-file token --home /tmp/fleet",
      "  GSTACKS_AGENT_SIMULATED_START=200ms gstacks-agent fleet --hosts 10 --home /tmp/fleet"
    })
final class FleetCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(FleetCommand.class);

  @Mixin private HomeOption home = new HomeOption();
  @Mixin private JoinOptions join = new JoinOptions();

  @Option(
      names = "--hosts",
      paramLabel = "N",
      required = true,
      description = "How many hosts; those of the last time come first.")
  private int hosts;

  @Override
  public Integer call() throws Exception {
    if (hosts < 1 || hosts > 100_000) {
      throw new IllegalArgumentException("--hosts is between 1 and 100000");
    }
    var config =
        ConfigFactory.parseString(
                "pekko.actor.default-dispatcher.fork-join-executor.parallelism-max = 8")
            .withFallback(AgentSettings.load());
    var settings = AgentSettings.from(config);
    quiet();
    var directory = home.path();
    Files.createDirectories(directory);
    var lock = DirectoryLock.take(directory).orElseThrow(() -> new LockedException(directory));
    try (lock) {
      var addresses = new ServerAddresses(directory);
      var servers = addresses.choose(join.servers(), settings.servers());
      addresses.remember(servers);
      Systems.with(
          config,
          (system, leaving) -> {
            var plan = plan(settings, servers);
            var dialer =
                new ControlDialer(
                    system, settings.connection().forFleet(settings.simulated().keepAlive()));
            var started = new Fleet(plan, system, dialer, leaving.latch()).start(hosts);
            LOG.atInfo().addKeyValue("hosts", started).log("fleet started");
            leaving.await();
          });
    }
    return 0;
  }

  /** A line for each order and each connection is too much for thousands of hosts. */
  private static void quiet() {
    for (var name : List.of("io.gstacks.agent.work", "io.gstacks.agent.stream")) {
      if (LoggerFactory.getLogger(name) instanceof ch.qos.logback.classic.Logger logger) {
        logger.setLevel(Level.ERROR);
      }
    }
  }

  private Fleet.Plan plan(AgentSettings settings, List<Address> servers) {
    return new Fleet.Plan(
        home.path(),
        Version.text(),
        servers,
        join::token,
        settings.enrolment().deadline(),
        settings.enrolment().retry(),
        settings.simulated(),
        new Host.Settings(settings.stream(), settings.work(), settings.channel()));
  }
}
