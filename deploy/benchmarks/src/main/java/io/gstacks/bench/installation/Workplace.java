package io.gstacks.bench.installation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * Where a bench works and with what.
 *
 * @param checkout the source tree that is measured
 * @param directory for everything that the run makes; {@code deploy/bench} removes it
 * @param serverCommand starts a control plane, but for the state directory at its end
 * @param agentCommand starts an agent, but for its subcommand and options
 */
public record Workplace(
    Path checkout, Path directory, List<String> serverCommand, List<String> agentCommand) {
  /** Below the ports that the kernel gives to outgoing connections, so that none takes ours. */
  private static final int FIRST_PORT = 10_000;

  private static final int PORTS = 10_000;

  public Workplace {
    serverCommand = List.copyOf(serverCommand);
    agentCommand = List.copyOf(agentCommand);
  }

  /** Reads the command lines that {@code deploy/bench} left: words that end with a NUL each. */
  public static Workplace open(Path checkout, Path directory) throws IOException {
    return new Workplace(
        checkout,
        directory,
        words(directory.resolve("server.command")),
        words(directory.resolve("agent.command")));
  }

  /** An installation in a directory of its own that is not there yet, on free ports. */
  public Installation install(String name) throws IOException {
    var home = Files.createDirectory(directory.resolve(name));
    Files.writeString(home.resolve(".gstacks"), "A gstacks installation of a bench.");
    return new Installation(this, home, freeAddress(), freeAddress());
  }

  /** How the control plane's JVM is set, paths left out. */
  public String serverOptions() {
    return serverCommand.stream()
        .filter(word -> word.startsWith("-X") && !word.contains("/"))
        .collect(Collectors.joining(" "));
  }

  private static List<String> words(Path file) throws IOException {
    return List.of(Files.readString(file).split("\0"));
  }

  private static InetSocketAddress freeAddress() throws IOException {
    var loopback = InetAddress.getLoopbackAddress();
    for (int attempt = 0; attempt < PORTS; attempt++) {
      int port = FIRST_PORT + ThreadLocalRandom.current().nextInt(PORTS);
      try (var socket = new ServerSocket(port, 1, loopback)) {
        return new InetSocketAddress(loopback, socket.getLocalPort());
      } catch (IOException e) {
        // taken: another one
      }
    }
    throw new IOException("no loopback port is free");
  }
}
