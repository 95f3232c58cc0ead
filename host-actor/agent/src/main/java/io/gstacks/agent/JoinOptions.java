package io.gstacks.agent;

import io.gstacks.agent.connection.Address;
import io.gstacks.agent.identity.BootstrapToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whom to join, and with what. */
final class JoinOptions {
  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      split = ",",
      description = "The control plane (default: that of the last time, else 127.0.0.1:9443).")
  private List<String> servers = List.of();

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "Holds the bootstrap token. Read only while there is no identity.")
  private Optional<Path> tokenFile = Optional.empty();

  List<Address> servers() {
    return servers.stream().map(Address::parse).toList();
  }

  /** From the file or the environment; never from the command line, which everybody can read. */
  BootstrapToken token() throws IOException {
    var text =
        tokenFile.isPresent()
            ? Files.readString(tokenFile.get())
            : System.getenv("GSTACKS_BOOTSTRAP_TOKEN");
    if (text == null || text.isBlank()) {
      throw new IOException(
          "this host has no identity: give a bootstrap token by --token-file or"
              + " $GSTACKS_BOOTSTRAP_TOKEN");
    }
    return BootstrapToken.parse(text);
  }
}
