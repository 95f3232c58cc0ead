package io.gstacks.agent;

import io.gstacks.agent.connection.Address;
import io.gstacks.agent.state.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Which addresses to dial: the command line's, the settings', those of the last time, loopback. */
record ServerAddresses(Path home) {
  private static final Address LOOPBACK = new Address("127.0.0.1", 9443);

  List<Address> choose(List<Address> given, List<Address> set) throws IOException {
    if (!given.isEmpty()) {
      return given;
    }
    if (!set.isEmpty()) {
      return set;
    }
    var file = home.resolve("server");
    return Files.exists(file)
        ? AgentSettings.addresses(Files.readString(file).strip())
        : List.of(LOOPBACK);
  }

  void remember(List<Address> addresses) throws IOException {
    var text = addresses.stream().map(Address::toString).collect(Collectors.joining(","));
    Durable.FORCED.replace(home.resolve("server"), text);
  }
}
