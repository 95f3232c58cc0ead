package io.gstacks.host.gateway;

import io.gstacks.agent.protocol.AgentService;
import io.gstacks.host.authority.HostTrust.Peer;
import java.util.Arrays;
import java.util.Optional;

/** Every method of the agents' service, and what it requires of who calls. The one such table. */
enum AgentMethod {
  ENROLL("Enroll", Requires.NOTHING),
  RENEW("Renew", Requires.HOST_EVEN_EXPIRED),
  CONNECT("Connect", Requires.HOST),
  CHANNEL("Channel", Requires.HOST);

  private enum Requires {
    NOTHING,
    HOST_EVEN_EXPIRED,
    HOST
  }

  private final String method;
  private final Requires requires;

  AgentMethod(String method, Requires requires) {
    this.method = method;
    this.requires = requires;
  }

  String path() {
    return "/" + AgentService.name + "/" + method;
  }

  boolean isUnary() {
    return switch (this) {
      case ENROLL, RENEW -> true;
      case CONNECT, CHANNEL -> false;
    };
  }

  boolean admits(Optional<Peer> peer) {
    return switch (requires) {
      case NOTHING -> true;
      case HOST_EVEN_EXPIRED -> peer.isPresent();
      case HOST -> peer.filter(known -> !known.expired()).isPresent();
    };
  }

  static Optional<AgentMethod> of(String path) {
    return Arrays.stream(values()).filter(method -> method.path().equals(path)).findFirst();
  }
}
