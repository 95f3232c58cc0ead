package io.gstacks.bench.installation;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One state directory with its addresses: control planes and agents start in it, again and again.
 */
public final class Installation {
  private static final Duration READY_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(10);
  private static final int FLEET_HEAP_MIB = 1_024;

  private final Workplace workplace;
  private final Path home;
  private final InetSocketAddress http;
  private final InetSocketAddress grpc;

  Installation(Workplace workplace, Path home, InetSocketAddress http, InetSocketAddress grpc) {
    this.workplace = workplace;
    this.home = home;
    this.http = http;
    this.grpc = grpc;
  }

  public Path home() {
    return home;
  }

  public InetSocketAddress http() {
    return http;
  }

  public Path agentHome() {
    return home.resolve("agent");
  }

  /** Starts the control plane and returns once it is ready. */
  public ControlPlane startControlPlane() throws IOException, InterruptedException {
    var command = new ArrayList<>(workplace.serverCommand());
    command.add(home.toString());
    var child = Child.start(command, environment(), log("server"));
    try {
      var api = new Api(http);
      Await.until("the control plane", READY_TIMEOUT, POLL, () -> isReady(child, api));
      long readyNanos = child.nanosSinceStart();
      return new ControlPlane(
          child, api.as(Files.readString(home.resolve("admin.key")).strip()), readyNanos);
    } catch (IOException | InterruptedException | RuntimeException e) {
      child.close();
      throw e;
    }
  }

  /** Starts the agent of this machine; it enrols if it never did. */
  public Child startAgent(ControlPlane controlPlane) throws IOException {
    return startAgent(controlPlane, Map.of());
  }

  /** The same, with these settings of its own. */
  public Child startAgent(ControlPlane controlPlane, Map<String, String> settings)
      throws IOException {
    List<String> options =
        new ArrayList<>(List.of("run", "--home", agentHome().toString(), "--server", target(grpc)));
    if (Files.notExists(agentHome().resolve("identity.json"))) {
      options.addAll(List.of("--token-file", tokenFile(controlPlane, 1).toString()));
    }
    return startProcess("agent", workplace.agentCommand(), options, settings);
  }

  /** Starts so many simulated hosts in one process. */
  public Child startFleet(ControlPlane controlPlane, int hosts) throws IOException {
    var fleetHome = Files.createDirectories(Path.of(home + "-fleet"));
    return startProcess(
        "fleet",
        withHeap(workplace.agentCommand(), FLEET_HEAP_MIB),
        List.of(
            "fleet",
            "--hosts",
            Integer.toString(hosts),
            "--home",
            fleetHome.toString(),
            "--server",
            target(grpc),
            "--token-file",
            tokenFile(controlPlane, hosts).toString()),
        Map.of());
  }

  private Child startProcess(
      String name, List<String> program, List<String> options, Map<String, String> settings)
      throws IOException {
    var command = new ArrayList<>(program);
    command.addAll(options);
    var environment = new HashMap<>(environment());
    environment.putAll(settings);
    return Child.start(command, environment, log(name));
  }

  /** Thousands of hosts in one process need more than the one host that the agent is set for. */
  private static List<String> withHeap(List<String> command, int mib) {
    return command.stream()
        .map(word -> word.startsWith("-Xmx") ? "-Xmx" + mib + "m" : word)
        .toList();
  }

  private Path tokenFile(ControlPlane controlPlane, int uses) throws IOException {
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var file =
        Files.createTempFile(Files.createDirectories(home.resolve("run")), "token", "", ownerOnly);
    return Files.writeString(file, controlPlane.api().bootstrapToken(uses));
  }

  private static boolean isReady(Child child, Api api) throws IOException {
    child.requireAlive();
    return api.isReady();
  }

  private Map<String, String> environment() {
    return Map.of(
        "GSTACKS_HOME", home.toString(),
        "GSTACKS_HTTP_ADDR", target(http),
        "GSTACKS_GRPC_ADDR", target(grpc),
        "MALLOC_ARENA_MAX", "2");
  }

  private Path log(String name) {
    return home.resolve("log").resolve(name + ".log");
  }

  private static String target(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }
}
